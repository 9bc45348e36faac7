import { rmSync } from "node:fs";
import { join } from "node:path";
import { json } from "../../shared/server.mjs";
import { QUIET, serve, variables, wrangler } from "../../shared/workers.mjs";

export default {
  name: "Next.js 16 on Workers, OpenNext",
  group: "Next.js on Cloudflare Workers, built by OpenNext",
  takes: "`serverExternalPackages` in next.config",
  node: "24",
  installs: { next: "16", react: "19", "react-dom": "19", "@opennextjs/cloudflare": "1", wrangler: "4" },
  files: "next",
  sections: ["A page", "A proxy", "A program on a server", "Next.js", "Next.js on Workers"],
  versions: ["@opennextjs/cloudflare", "next"],
  timeout: 600_000,
  async run(place) {
    // What reads the address of the request at build time is not for Workers.
    for (const part of ["revalidate", "api/static"]) rmSync(join(place.dir, "app", part), { recursive: true });
    await place.exec("npm", ["pkg", "set", "scripts.build=next build"]);
    await place.exec("opennextjs-cloudflare", ["build"], { env: { ...QUIET, NEXT_TELEMETRY_DISABLED: "1" } });
    variables(place);
    const url = await serve(place, wrangler("wrangler.jsonc"));
    return { "a client component": await place.page(`${url}/client`), "a route handler": await json(`${url}/api/dynamic`) };
  },
};
