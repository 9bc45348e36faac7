import { proxied } from "../../shared/proxied.mjs";

export default proxied("Hono", {
  installs: { hono: "*", "@hono/node-server": "*" },
  always: true,
  ways: { "": "server.mjs" },
});
