import { json } from "../../shared/server.mjs";
import { serve, variables, wrangler } from "../../shared/workers.mjs";

export default {
  name: "Nuxt 4 on Workers",
  group: "Nuxt on Cloudflare Workers",
  takes: "`experimental: { wasm: true }` in Nitro's options",
  node: "24",
  installs: { nuxt: "4", vue: "3", "vue-router": "*", wrangler: "4" },
  files: "nuxt",
  sections: ["A page", "A proxy", "A program on a server", "Nuxt", "Nuxt on Workers"],
  versions: ["nuxt"],
  async run(place) {
    await place.exec("nuxt", ["build"], { env: { NUXT_TELEMETRY_DISABLED: "1" } });
    variables(place, ".output/server");
    const url = await serve(place, wrangler(".output/server/wrangler.json"));
    return { build: await place.page(url), "build, a server route": await json(`${url}/api/on-server`) };
  },
};
