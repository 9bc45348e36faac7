// The rows of Next.js: every place where an app can call the package, in development and built.

import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { json } from "./server.mjs";
import { site } from "./site.mjs";

const QUIET = { NEXT_TELEMETRY_DISABLED: "1" };

export const next = (line, { react, ...more }) => ({
  name: `Next.js ${line}`,
  group: "Next.js",
  installs: { next: line, react, "react-dom": react },
  files: "next",
  sections: ["A page", "A proxy", "A program on a server", "Next.js"],
  /** What takes the place of a part of the project while the row runs. */
  later: ["Next.js, the Pages Router"],
  timeout: 600_000,
  ...more,
  async run(place) {
    const dev = await serve(place, (port) => ["next", ["dev", "--hostname", "127.0.0.1", "--port", port]]);
    const reports = { "dev, a client component": await place.page(`${dev}/client`), "dev, a route handler": await json(`${dev}/api/dynamic`) };

    await place.exec("next", ["build"], { env: QUIET });
    const built = await serve(place, (port) => ["next", ["start", "--hostname", "127.0.0.1", "--port", port]]);
    reports["a static route handler"] = await json(`${built}/api/static`);
    reports["a page that is made anew"] = await inMarkup(`${built}/revalidate`);
    Object.assign(reports, await all(place, built));

    // As in a container: a folder with all that the server needs, behind a server with another host.
    // As Next.js says, what a CDN could serve is not in it.
    cpSync(join(place.dir, ".next/static"), join(place.dir, ".next/standalone/.next/static"), { recursive: true });
    const standalone = await serve(place, () => ["node", [".next/standalone/server.js"]]);
    const front = await site(place, { target: standalone });
    for (const [name, report] of Object.entries(await all(place, front))) reports[`standalone, ${name}`] = report;

    // What runs goes on writing into the folder of the build.
    await place.end();
    rmSync(join(place.dir, "app"), { recursive: true });
    rmSync(join(place.dir, ".next"), { recursive: true });
    place.document(this.later[0]);
    place.write("pages/index.jsx", PAGE);
    place.write("pages/api/check.js", HANDLER);
    await place.exec("next", ["build"], { env: QUIET });
    const pages = await serve(place, (port) => ["next", ["start", "--hostname", "127.0.0.1", "--port", port]]);
    return { ...reports, "pages/api": await json(`${pages}/api/check`), "pages, a page": await place.page(pages) };
  },
});

/** What does its work at the request. */
const all = async (place, url) => ({
  "a client component": await place.page(`${url}/client`),
  "a page on the server": await inMarkup(`${url}/component`),
  "a route handler": await json(`${url}/api/dynamic`),
  "a server action": await place.page(`${url}/action`),
});

async function serve(place, command) {
  const port = String(await place.port());
  const [program, args] = command(port);
  const env = { ...QUIET, PORT: port, HOSTNAME: "127.0.0.1" };
  return place.serve(program, args, { env, until: `http://127.0.0.1:${port}` });
}

async function inMarkup(url) {
  const answer = await (await fetch(url)).text();
  const found = answer.match(/report ([\w+/=]+)/)?.[1];
  if (!found) throw new Error(`${url} answered ${answer.slice(0, 1000)}`);
  return JSON.parse(Buffer.from(found, "base64"));
}

const PAGE = `import * as entry from "a2e-wasm";
import { useEffect } from "react";
import { check } from "../check.js";
import { a2e } from "../src/a2e.js";

export default function Page() {
  useEffect(() => {
    check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() }).then((report) => (window.report = report));
  }, []);
  return <p>Pages</p>;
}
`;

const HANDLER = `import * as entry from "a2e-wasm";
import { check } from "../../check.js";
import { a2e } from "../../server-a2e.mjs";

export default async function handler(request, response) {
  const proxy = \`http://\${request.headers.host}/api/a2e\`;
  response.json(await check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL, client: a2e(), proxy }));
}
`;
