// Cloudflare Workers: workerd itself, miniflare around it, what wrangler makes of a Worker, and `wrangler dev`.

import { createRequire } from "node:module";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Workerd, packageModules } from "../package/workerd.mjs";

/** miniflare and wrangler want it. */
const NODE = 22;
/** What miniflare's driver and wrangler say when they listen. */
const READY = /Ready on (http:\S+)/;
/** Nobody is asked anything, and nothing is told to anybody. */
const WRANGLER = {
  env: {
    CI: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_METRICS: "false",
  },
};

/** A Worker that runs the checks in a request and answers how they went. */
const worker = (specifier, { imports = "", client = "{}" } = {}) => `
import { A2E, A2EError, createClient } from "${specifier}";
import { conform } from "./conformance.mjs";
${imports}
export default {
  async fetch(request) {
    const scene = await request.json();
    return Response.json(await conform({ A2E, A2EError, createClient }, { ...scene, client: ${client} }));
  },
};
`;

const PLAIN = worker("a2e-wasm");
const COMPILED = { imports: `import module from "a2e-wasm/a2e_wasm_bg.wasm?module";`, client: "{ module }" };

/** The date decides what a Worker sees. Node's modules come by a flag, and since 2026-08-04 by themselves. */
const OLD = { dateOf: () => "2024-09-01" };
const FLAGGED = { dateOf: () => "2026-01-01", flags: ["nodejs_compat"] };
const NEWEST = { dateOf: (workerd) => workerd.compatibilityDate };

const RUNTIMES = [
  { name: "workerd, an old date", by: direct, text: PLAIN, ...OLD },
  { name: "workerd, nodejs_compat", by: direct, text: PLAIN, ...FLAGGED },
  { name: "workerd, its newest date", by: direct, text: PLAIN, ...NEWEST },
  { name: "miniflare", by: miniflare, text: PLAIN, ...OLD },
  { name: "wrangler, an old date", by: bundled, text: PLAIN, ...OLD },
  { name: "wrangler, nodejs_compat", by: bundled, text: PLAIN, ...FLAGGED },
  { name: "wrangler, its newest date", by: bundled, text: PLAIN, ...NEWEST },
  { name: "wrangler, ./workerd", by: bundled, text: worker("a2e-wasm/workerd"), ...NEWEST },
  { name: "wrangler, ./slim", by: bundled, text: worker("a2e-wasm/slim", COMPILED), ...NEWEST },
  { name: "wrangler dev", by: dev, text: PLAIN, ...NEWEST },
];

export const runtimes = RUNTIMES.map(({ name, by, text, dateOf, flags = [] }) => ({
  name,
  async run(kit) {
    const load = createRequire(kit.file("."));
    const date = dateOf(load("workerd"));
    const settings = { name: "conformance", main: "worker.mjs", compatibility_date: date, compatibility_flags: flags };
    const project = await kit.project({ "worker.mjs": text, "wrangler.json": JSON.stringify(settings) });
    const ask = async (url) => answer(url, await kit.account(name));
    const { version } = load(`${name.split(/\W/)[0]}/package.json`);
    return { version: `${version}, ${date}`, results: await by({ kit, load, project, date, flags, ask }) };
  },
}));

async function direct(scene) {
  return serve(scene, await modulesOf(scene.project));
}

async function miniflare({ kit, project, date, ask }) {
  const options = JSON.stringify({ date, modules: await modulesOf(project) });
  const driver = join(import.meta.dirname, "drivers", "miniflare.mjs");
  return ask(await project.serve(kit.node(NODE), [driver, options], READY));
}

/** `wrangler deploy` as far as it goes without an account, then what it would have sent. */
async function bundled(scene) {
  const { kit, project } = scene;
  await project.run(kit.node(NODE), [kit.tool("wrangler"), "deploy", "--dry-run", "--outdir", "dist"], WRANGLER);
  const files = (await readdir(project.path("dist"))).filter((file) => /\.(?:js|wasm)$/.test(file));
  const others = files.filter((file) => file !== "worker.js");
  return serve(scene, ["worker.js", ...others].map((file) => ({ name: file, path: `dist/${file}` })));
}

async function dev({ kit, project, ask }) {
  const options = ["--local", "--ip", "127.0.0.1", "--port", "0", "--show-interactive-dev-session=false"];
  return ask(await project.serve(kit.node(NODE), [kit.tool("wrangler"), "dev", ...options], READY, WRANGLER));
}

/** Nothing resolves names there: what is imported is listed. */
async function modulesOf({ directory }) {
  const own = ["worker.mjs", "conformance.mjs"].map((file) => ({ name: file, path: file }));
  return [...own, ...(await packageModules(directory))];
}

/** Asks a workerd with this Worker. It must not complain. */
async function serve({ kit, load, project, date, flags, ask }, modules) {
  const workerd = await Workerd.start(project.directory, {
    binary: load("workerd").default,
    worker: { date, flags, modules },
    run: (...command) => kit.spawn(...command),
  });
  const results = await ask(workerd.url);
  if (workerd.complaints) throw new Error(workerd.complaints);
  return results;
}

async function answer(url, account) {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(account) });
  const text = await response.text();
  if (!response.ok) throw new Error(`the Worker answered ${response.status}: ${text.slice(0, 1000)}`);
  return JSON.parse(text);
}
