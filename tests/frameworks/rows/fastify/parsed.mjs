import Fastify from "fastify";
import { toNodeListener } from "a2e-wasm/server/node";
import { proxy } from "./proxy.mjs";

const app = Fastify();
const listener = toNodeListener(proxy);
app.all("/api/a2e/*", (request, reply) => {
  request.raw.body = request.body;
  reply.hijack();
  listener(request.raw, reply.raw);
});
app.listen({ port: process.env.PORT });
