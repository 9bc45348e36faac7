import { proxied } from "../../shared/proxied.mjs";

export default proxied("Fastify", {
  installs: { fastify: "*" },
  always: true,
  ways: { "before it parses": "server.mjs", "behind its parser": "parsed.mjs" },
});
