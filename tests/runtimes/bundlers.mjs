// Bundlers, as a user has them at first: no setting, no plugin that the package would want. What each makes is served
// and runs in Chromium.

import { copyFile, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { visit } from "./visitors.mjs";

const BROWSER = "Chromium";

const PAGE = (script) => `<!doctype html>
<html>
<head>
<title>${script}</title>
<link rel="icon" href="data:,">
</head>
<body><script type="module" src="./${script}"></script></body>
</html>
`;

const checking = (specifier, then) => `
import { A2E, A2EError, createClient } from "${specifier}";
import { conform } from "./conformance.mjs";
conform({ A2E, A2EError, createClient }, { baseUrl: "/api/a2e" }).then(${then});
`;

/** An app that takes the package by this specifier. */
const app = (specifier = "a2e-wasm") => ({
  "index.html": PAGE("main.js"),
  "main.js": checking(specifier, "report, complain"),
});

/** One that does it in a Worker, which the bundler has to find. */
const WORKER_APP = {
  "index.html": PAGE("main.js"),
  "main.js": `
const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => report(data);
worker.onerror = (event) => complain("the worker: " + event.message);
`,
  "worker.js": checking("a2e-wasm", "postMessage"),
};

/** What a page says that was bundled without the .wasm, which esbuild does not copy. */
const LOST = `
import { A2EError, createClient } from "a2e-wasm";
createClient({ baseUrl: "/api/a2e" }).catch((error) => {
  const ok = error instanceof A2EError && error.kind === "config" && error.message.includes("import a2e-wasm/inline");
  return [{ check: "errors", ok, error: error.message }];
}).then(report, complain);
`;

/** A page of its own beside what a bundler made of `main.js`, for those that take no pages. */
const page = (project) => project.write("dist/index.html", PAGE("main.js"));

async function vite(project, program) {
  await project.run(program, ["build"]);
}

async function webpack(project, program) {
  await project.run(program, ["--mode", "production", "--entry", "./main.js"]);
  await page(project);
}

/** Builds into the folder `dist`; what is found on the way goes before the results of the page. */
const BUNDLERS = {
  "Vite, build": {
    tool: "vite",
    files: app(),
    build: vite,
  },
  "Vite, build, a Worker": {
    tool: "vite",
    files: WORKER_APP,
    build: vite,
  },
  "webpack": {
    tool: "webpack",
    files: app(),
    build: webpack,
  },
  "webpack, a Worker": {
    tool: "webpack",
    files: WORKER_APP,
    build: webpack,
  },
  "Rollup, import-meta-assets": {
    tool: "rollup",
    files: app(),
    async build(project, program, kit) {
      await roll(project, program, kit, ["@web/rollup-plugin-import-meta-assets"]);
      await page(project);
    },
  },
  "Rollup, ./inline": {
    tool: "rollup",
    files: app("a2e-wasm/inline"),
    async build(project, program, kit) {
      await roll(project, program, kit, []);
      await page(project);
    },
  },
  "Parcel": {
    tool: "parcel",
    files: app(),
    async build(project, program) {
      await project.run(program, ["build", "index.html"]);
    },
  },
  "esbuild, ./inline": {
    tool: "esbuild",
    files: app("a2e-wasm/inline"),
    async build(project, program) {
      await project.run(program, ["main.js", "--bundle", "--outdir=dist"]);
      await page(project);
    },
  },
  "esbuild, the .wasm copied by hand": {
    tool: "esbuild",
    files: { ...app(), "lost.js": LOST },
    async build(project, program, kit) {
      await project.run(program, ["main.js", "lost.js", "--bundle", "--format=esm", "--outdir=dist"]);
      await project.write("dist/lost.html", PAGE("lost.js"));
      const { results } = await visit(kit, BROWSER, { folder: project.path("dist") }, "/lost.html");
      const wasm = "a2e_wasm_bg.wasm";
      await copyFile(project.path(`node_modules/a2e-wasm/${wasm}`), project.path(`dist/${wasm}`));
      await page(project);
      return results;
    },
  },
};

/** Rollup knows no packages by itself; its plugins are imported from where they are installed. */
function roll(project, program, kit, plugins) {
  const resolve = `node-resolve={ browser: true }`;
  const args = ["main.js", "--dir", "dist", "--format", "es"];
  const paths = plugins.map((plugin) => kit.file(plugin));
  return project.run(program, [...args, ...[resolve, ...paths].flatMap((plugin) => ["--plugin", plugin])]);
}

const version = async (kit, tool) => JSON.parse(await readFile(kit.file(`${tool}/package.json`), "utf8")).version;

const builds = Object.entries(BUNDLERS).map(([way, { tool, files, build }]) => ({
  name: `${way}, ${BROWSER}`,
  async run(kit) {
    const project = await kit.project(files);
    const before = await build(project, kit.tool(tool), kit);
    const site = { folder: project.path("dist"), account: await kit.account(way) };
    const { results } = await visit(kit, BROWSER, site);
    return { version: await version(kit, tool), results: [...(before ?? []), ...results] };
  },
}));

/** The server changes the package's modules, and where they lie, before the page gets them. */
const development = {
  name: `Vite, dev, ${BROWSER}`,
  async run(kit) {
    const project = await kit.project(app());
    const server = project.start(kit.tool("vite"), ["--host", "127.0.0.1", "--port", "0"], { env: { NO_COLOR: "1" } });
    const site = { upstream: await address(server), account: await kit.account("vite dev") };
    const { results } = await visit(kit, BROWSER, site);
    return { version: await version(kit, "vite"), results };
  },
};

async function address(server) {
  server.stderr.resume();
  for await (const line of createInterface(server.stdout)) {
    const url = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
    if (url) return url;
  }
  throw new Error("the server ended before it listened");
}

export const runtimes = [development, ...builds];
