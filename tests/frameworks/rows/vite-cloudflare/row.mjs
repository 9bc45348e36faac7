import { variables, worker } from "../../shared/workers.mjs";

const HOST = ["--host", "127.0.0.1", "--strictPort", "--port"];

export default {
  name: "Vite for Cloudflare",
  group: "Vite with Cloudflare's plugin",
  installs: { "@cloudflare/vite-plugin": "*", vite: "8", wrangler: "4" },
  versions: ["@cloudflare/vite-plugin", "vite"],
  files: "worker",
  sections: ["A proxy", "Vite for Cloudflare"],
  node: "24",
  async run(place) {
    variables(place);
    const dev = await worker(place, "dev", (port) => ["vite", [...HOST, port]]);
    await place.exec("vite", ["build"]);
    return { ...dev, ...(await worker(place, "build", (port) => ["vite", ["preview", ...HOST, port]])) };
  },
};
