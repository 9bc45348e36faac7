// The rows of Vite: what a user of each line has, in three layouts.

import { join } from "node:path";
import * as pnpm from "./pnpm.mjs";

const [OLDEST, NEWEST] = ["5", "8"];
const HOST = ["--host", "127.0.0.1", "--port", "0"];
const ADDRESS = { until: /(http:\/\/127\.0\.0\.1:\d+\/\S*)/ };

/** A config that adds something to that of docs/frameworks.md. */
const more = (options) => `import config from "./vite.config.js";\nexport default { ...config, ...${JSON.stringify(options)} };\n`;

const row = (line, name, more) => ({
  name: `Vite ${line}${name}`,
  group: "Vite",
  installs: { vite: line },
  files: "vite",
  sections: ["A page", "A proxy", "Vite"],
  ...more,
});

const server = async (place, ...args) => place.page(await place.serve("vite", [...args, ...HOST], ADDRESS));

async function dev(place) {
  // What Vite prepares for development is kept in a folder; a folder of one's own may lie anywhere.
  place.write("cache.config.js", more({ cacheDir: ".cache" }));
  return { dev: await server(place), cacheDir: await server(place, "--config", "cache.config.js") };
}

async function build(place, ...args) {
  await place.exec("vite", ["build", ...args]);
  return server(place, "preview", ...args);
}

/** A project by itself. */
export const plain = (line) => row(line, "", {
  always: line === NEWEST,
  async run(place) {
    place.write("base.config.js", more({ base: "/app/" }));
    const based = ["--config", "base.config.js"];
    const reports = await dev(place);
    return { ...reports, build: await build(place), "base, dev": await server(place, ...based), "base, build": await build(place, ...based) };
  },
});

/** A workspace of npm: what the app depends on lies in a folder above it. */
export const workspace = (line) => row(line, " in an npm workspace", {
  app: "apps/web",
  always: line === OLDEST,
  run: async (place) => ({ ...(await dev(place)), build: await build(place) }),
});

/** pnpm: what the app depends on is links into a store. */
export const withPnpm = (line) => row(line, " with pnpm", {
  manager: pnpm,
  run: async (place) => ({ ...(await dev(place)), build: await build(place) }),
});
