// The rows of SvelteKit: a page and a route of the server, in development and built for Node.

import { server } from "./server.mjs";

export const sveltekit = (line, installs) => ({
  name: `SvelteKit ${line}`,
  group: "SvelteKit",
  node: "24",
  installs: { "@sveltejs/kit": line, svelte: "5", ...installs },
  files: "sveltekit",
  sections: ["A page", "A proxy", "A program on a server", "SvelteKit"],
  run: server({
    dev: (port) => ["vite", ["dev", "--host", "127.0.0.1", "--port", port]],
    build: ["vite", ["build"]],
    built: () => ["node", ["build/index.js"]],
  }),
});
