import { server } from "../../shared/server.mjs";

export default {
  name: "SvelteKit 3",
  group: "SvelteKit",
  node: "24",
  installs: {
    "@sveltejs/kit": "3",
    "@sveltejs/adapter-node": "*",
    "@sveltejs/vite-plugin-svelte": "*",
    svelte: "5",
    typescript: "6.0",
    vite: "8",
  },
  sections: ["A page", "A proxy", "A program on a server", "SvelteKit"],
  run: server({
    dev: (port) => ["vite", ["dev", "--host", "127.0.0.1", "--port", port]],
    build: ["vite", ["build"]],
    built: () => ["node", ["build/index.js"]],
  }),
};
