// Browsers, without a bundler: the package is served as it was installed.

import { once } from "node:events";
import { createServer } from "node:http";
import { createProxyMiddleware } from "http-proxy-middleware";
import { BROWSERS, visit } from "./visitors.mjs";

const PACKAGE = "/node_modules/a2e-wasm";

const IMPORT_MAP = { imports: { "a2e-wasm": `${PACKAGE}/index.js`, "a2e-wasm/slim": `${PACKAGE}/slim.js` } };
const PAGE = (script) => `<!doctype html>
<title>${script}</title>
<link rel="icon" href="data:,">
<script type="importmap">${JSON.stringify(IMPORT_MAP)}</script>
<script type="module" src="/${script}"></script>
`;

/** A module that runs the checks and hands the results to `then`. */
const checking = (specifier, then, client = "{}") => `
import { A2E, A2EError, createClient } from "${specifier}";
import { conform } from "/conformance.mjs";
const run = () => conform({ A2E, A2EError, createClient }, { baseUrl: "/api/a2e", client: ${client} });
${then}
`;

/** Workers of either kind have no import maps, and need the address. */
const ADDRESS = `${PACKAGE}/index.js`;

const WAYS = {
  '<script type="module"> and an import map': {
    "main.js": checking("a2e-wasm", "run().then(report, complain);"),
  },
  "./slim with a URL": {
    "main.js": checking(
      "a2e-wasm/slim",
      "run().then(report, complain);",
      `{ module: new URL("${PACKAGE}/a2e_wasm_bg.wasm", location.href) }`,
    ),
  },
  "a module Worker": {
    "main.js": `
const worker = new Worker("/worker.js", { type: "module" });
worker.onmessage = ({ data }) => report(data);
worker.onerror = (event) => complain("the worker: " + event.message);
`,
    "worker.js": checking(ADDRESS, "run().then(postMessage);"),
  },
  "a module service worker": {
    "main.js": `
navigator.serviceWorker.onmessage = ({ data }) => report(data);
await navigator.serviceWorker.register("/service-worker.js", { type: "module" });
const { active } = await navigator.serviceWorker.ready;
active.postMessage("run");
`,
    "service-worker.js": checking(
      ADDRESS,
      "onmessage = (event) => event.waitUntil(run().then((results) => event.source.postMessage(results)));",
    ),
  },
};

const ways = (browser) =>
  Object.entries(WAYS).map(([way, files]) => ({
    name: `${browser}, ${way}`,
    async run(kit) {
      const { directory } = await kit.project({ ...files, "index.html": PAGE("main.js") });
      return visit(kit, browser, { folder: directory, account: await kit.account(`${browser} ${way}`) });
    },
  }));

/** The proxy on a server of its own, before which another one changes the host: what a browser says of its page must do. */
const behind = (browser) => ({
  name: `${browser}, a2e-wasm/server behind another server`,
  async run(kit) {
    const name = "main.js";
    const entry = `export * from "a2e-wasm/server"; export * from "a2e-wasm/server/node";`;
    const project = await kit.project({ [name]: WAYS['<script type="module"> and an import map'][name], "index.html": PAGE(name), "entry.mjs": entry });
    const { createProxy, memoryOwners, toNodeListener } = await import(project.path("entry.mjs"));
    const { token, baseUrl } = await kit.account(`${browser} behind`);
    const allow = ["reads", "faceSwap", "storage.upload", "account.coins"];
    const proxy = createProxy({ token, baseUrl, allow, authorize: () => "ada", owners: memoryOwners() });
    const server = createServer(toNodeListener(proxy)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const front = createProxyMiddleware({ target: `http://127.0.0.1:${server.address().port}`, changeOrigin: true });
    try {
      return await visit(kit, browser, { folder: project.directory, front });
    } finally {
      server.close();
      server.closeAllConnections();
    }
  },
});

export const runtimes = Object.keys(BROWSERS).flatMap((browser) => [...ways(browser), behind(browser)]);
