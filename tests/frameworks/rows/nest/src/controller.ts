// The proxy as a route, behind the parser of bodies.
import "reflect-metadata";
import type { IncomingMessage, ServerResponse } from "node:http";
import { All, Controller, Module, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { toNodeListener } from "a2e-wasm/server/node";
import { proxy } from "./proxy";

const listener = toNodeListener(proxy);

@Controller("api/a2e")
class A2eController {
  @All("*path")
  forward(@Req() request: IncomingMessage, @Res() response: ServerResponse) {
    listener(request, response);
  }
}

@Module({ controllers: [A2eController] })
class AppModule {}

const options = { rawBody: process.env.RAW_BODY === "1", logger: ["error" as const] };
NestFactory.create(AppModule, options).then((app) => app.listen(process.env.PORT ?? 3000));
