import { variables, worker, wrangler } from "../../shared/workers.mjs";

export default {
  name: "Nitro on Workers",
  group: "Nitro on Cloudflare Workers",
  installs: { nitropack: "2", wrangler: "4" },
  files: "client",
  takes: "`experimental: { wasm: true }` in Nitro's options",
  sections: ["A proxy", "Nuxt", "Nitro on Workers"],
  node: "24",
  async run(place) {
    await place.exec("nitropack", ["build", "--preset", "cloudflare_module"]);
    variables(place, ".output/server");
    return worker(place, "build", wrangler(".output/server/wrangler.json"));
  },
};
