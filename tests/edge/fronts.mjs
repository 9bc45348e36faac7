// Vite's server for development between the page and the proxy, in the ways in which people write it down.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { RECORDS, start } from "./attacks/forms.mjs";
import { ask, bytesOf } from "./raw.mjs";

const WAYS = {
  "the address alone": (target) => target,
  "an address and nothing else": (target) => ({ target }),
  "changeOrigin": (target) => ({ target, changeOrigin: true }),
};

/** The checks; each gives what is wrong, if anything. */
export function fronts(kit, { server }) {
  return Object.entries(WAYS).map(([name, spell]) => ({
    name: `page: behind Vite by ${name}`,
    async check() {
      const { createServer } = await import(pathToFileURL(createRequire(kit.file(".")).resolve("vite")));
      const { directory: root } = await kit.project({ "index.html": "<p>" });
      const proxy = { "/api": spell(`http://127.0.0.1:${server.port}`) };
      const vite = await createServer({ root, configFile: false, logLevel: "silent", server: { host: "127.0.0.1", port: 0, proxy } });
      try {
        await vite.listen();
        return await tried(vite.httpServer.address().port);
      } finally {
        await vite.close();
      }
    },
  }));
}

/** Asks as a browser does for a page of Vite's, and for one of somebody else. */
async function tried(port) {
  const page = `127.0.0.1:${port}`;
  const statusOf = async ({ headers = [], ...request }, more) => {
    const all = [...headers, ["x-user", "bob"], ...Object.entries(more)];
    return (await ask(port, bytesOf({ host: page, ...request, headers: all }))).status;
  };
  const own = { Origin: `http://${page}`, "Sec-Fetch-Site": "same-origin" };
  const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
  const statuses = [
    await statusOf({ target: RECORDS }, { "Sec-Fetch-Site": "same-origin" }),
    await statusOf(start(""), own),
    await statusOf(start(""), foreign),
  ];
  return String(statuses) === "200,200,403" ? undefined : `a read, a start and one of another page: ${statuses}`;
}
