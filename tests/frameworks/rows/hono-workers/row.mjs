import { asked } from "../../shared/proxied.mjs";
import { QUIET, variables, wrangler } from "../../shared/workers.mjs";

export default {
  name: "Hono on Workers",
  group: "Hono",
  installs: { hono: "*", wrangler: "4" },
  files: "client",
  sections: ["A proxy", "Hono on Workers"],
  node: "24",
  async run(place) {
    variables(place);
    const port = String(await place.port());
    const url = `http://127.0.0.1:${port}`;
    await place.serve(...wrangler("wrangler.json")(port), { env: QUIET, until: url });
    return asked(place, url);
  },
};
