import { server } from "../../shared/server.mjs";

export default {
  name: "Astro 7",
  group: "Astro",
  node: "24",
  installs: { astro: "7", "@astrojs/node": "*" },
  sections: ["A page", "A proxy", "A program on a server", "Astro"],
  run: server({
    dev: (port) => ["astro", ["dev", "--host", "127.0.0.1", "--port", port]],
    build: ["astro", ["build"]],
    built: () => ["node", ["dist/server/entry.mjs"]],
    env: { ASTRO_TELEMETRY_DISABLED: "1" },
  }),
};
