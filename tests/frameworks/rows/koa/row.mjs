import { proxied } from "../../shared/proxied.mjs";

export default proxied("Koa", {
  installs: { koa: "*", "koa-bodyparser": "*" },
  always: true,
  ways: { "before koa-bodyparser": "server.mjs", "behind koa-bodyparser": "parsed.mjs" },
});
