// The rows of Nuxt: a page and a route of the server, in development and built for Node.

import { server } from "./server.mjs";

/** Nuxt 4 has vue-router 5. */
const ROUTERS = { 3: "4", 4: "*" };

export const nuxt = (line) => ({
  name: `Nuxt ${line}`,
  group: "Nuxt",
  node: "24",
  always: line === "4",
  installs: { nuxt: line, vue: "3", "vue-router": ROUTERS[line] },
  files: "nuxt",
  sections: ["A page", "A proxy", "A program on a server", "Nuxt"],
  run: server({
    dev: (port) => ["nuxt", ["dev", "--no-fork", "--host", "127.0.0.1", "--port", port]],
    build: ["nuxt", ["build"]],
    built: () => ["node", [".output/server/index.mjs"]],
    env: { NUXT_TELEMETRY_DISABLED: "1" },
    route: "/api/on-server",
  }),
});
