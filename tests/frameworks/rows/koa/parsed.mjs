import Koa from "koa";
import bodyParser from "koa-bodyparser";
import { toNodeListener } from "a2e-wasm/server/node";
import { proxy } from "./proxy.mjs";

const app = new Koa();
const listener = toNodeListener(proxy);
app.use(bodyParser());
app.use((context) => {
  context.req.rawBody = context.request.rawBody;
  context.respond = false;
  listener(context.req, context.res);
});
app.listen(process.env.PORT);
