import { variables, worker, wrangler } from "../../shared/workers.mjs";

export default {
  name: "Nitro on Workers",
  group: "Nitro",
  installs: { nitropack: "2", wrangler: "4" },
  files: "client",
  takes: "`experimental: { wasm: true }`",
  sections: ["A proxy", "Nuxt", "Nitro on Workers"],
  node: "24",
  async run(place) {
    await place.exec("nitropack", ["build", "--preset", "cloudflare_module"]);
    variables(place, ".output/server");
    return worker(place, "build", wrangler(".output/server/wrangler.json"));
  },
};
