// Bundlers, as a user has them at first: no setting, no plugin that the package would want. What each makes is served
// and runs in Chromium.

import { readFile } from "node:fs/promises";
import { visit } from "./visitors.mjs";

const BROWSER = "Chromium";

/** By its file: Vite 7, which is beside it, has a program of the same name. */
const VITE = "vite/bin/vite.js";
/** It prints its address in colours else. */
const QUIET = { env: { NO_COLOR: "1" } };

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

/** A page of its own beside what a bundler made of `main.js`, for those that take no pages. */
const page = (project) => project.write("dist/index.html", PAGE("main.js"));

async function vite(project, program) {
  await project.run(program, ["build"]);
}

async function webpack(project, program) {
  await project.run(program, ["--mode", "production", "--entry", "./main.js"]);
  await page(project);
}

/** Builds into the folder `dist`. */
const BUNDLERS = {
  "Vite, build": {
    tool: VITE,
    files: app(),
    build: vite,
  },
  "Vite, build, a Worker": {
    tool: VITE,
    files: WORKER_APP,
    build: vite,
  },
  "webpack": {
    tool: ".bin/webpack",
    files: app(),
    build: webpack,
  },
  "webpack, a Worker": {
    tool: ".bin/webpack",
    files: WORKER_APP,
    build: webpack,
  },
  "Rollup": {
    tool: ".bin/rollup",
    files: app(),
    async build(project, program) {
      await project.run(program, ["main.js", "--dir", "dist", "--format", "es", "--plugin", "node-resolve={ browser: true }"]);
      await page(project);
    },
  },
  "Parcel": {
    tool: ".bin/parcel",
    files: app(),
    async build(project, program) {
      await project.run(program, ["build", "index.html"]);
    },
  },
  "esbuild": {
    tool: ".bin/esbuild",
    files: app(),
    async build(project, program) {
      await project.run(program, ["main.js", "--bundle", "--minify", "--outdir=dist"]);
      await page(project);
    },
  },
  "esbuild, ./inline": {
    tool: ".bin/esbuild",
    files: app("a2e-wasm/inline"),
    async build(project, program) {
      await project.run(program, ["main.js", "--bundle", "--outdir=dist"]);
      await page(project);
    },
  },
};

const builds = Object.entries(BUNDLERS).map(([way, { tool, files, build }]) => ({
  name: `${way}, ${BROWSER}`,
  async run(kit) {
    const project = await kit.project(files);
    await build(project, kit.file(tool));
    const site = { folder: project.path("dist"), account: await kit.account(way) };
    const { results } = await visit(kit, BROWSER, site);
    return { version: await version(kit, tool), results };
  },
}));

/** Servers that change the package's modules, and where they lie, before a page gets them. */
const servers = [VITE, "vite-7/bin/vite.js"].map((tool) => ({
  name: `Vite${tool === VITE ? "" : " 7"}, dev, ${BROWSER}`,
  async run(kit) {
    const project = await kit.project(app());
    const options = ["--host", "127.0.0.1", "--port", "0"];
    const upstream = await project.serve(kit.file(tool), options, /(http:\/\/127\.0\.0\.1:\d+)/, QUIET);
    const site = { upstream, account: await kit.account("vite dev") };
    const { results } = await visit(kit, BROWSER, site);
    return { version: await version(kit, tool), results };
  },
}));

/** The version of the package that a program is of. */
async function version(kit, tool) {
  const name = tool.replace(/^\.bin\//, "").split("/")[0];
  return JSON.parse(await readFile(kit.file(`${name}/package.json`), "utf8")).version;
}

export const runtimes = [...servers, ...builds];
