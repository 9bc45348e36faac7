// Cloudflare Workers: workerd itself, miniflare around it, and what wrangler makes of a Worker.

import { createRequire } from "node:module";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Workerd, packageModules } from "../package/workerd.mjs";

/** miniflare and wrangler want it. */
const NODE = 22;

/** What miniflare's driver and wrangler say when they listen. */
const READY = /Ready on (http:\S+)/;

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

const ENTRY = { "worker.mjs": worker("a2e-wasm") };
const MODULE = `import module from "a2e-wasm/a2e_wasm_bg.wasm";`;

const MODULES = [
  { name: "worker.mjs", path: "worker.mjs" },
  { name: "conformance.mjs", path: "conformance.mjs" },
];

/** Dates are what a Worker sees: Node's modules come by a flag, and since 2026-08-04 by themselves. */
const OLD = { date: () => "2024-09-01" };
const FLAGGED = { date: () => "2026-01-01", flags: ["nodejs_compat"] };
const NEWEST = { date: ({ compatibilityDate }) => compatibilityDate };

const DIRECT = [
  { name: "workerd, 2024-09-01", ...OLD },
  { name: "workerd, 2026-01-01, nodejs_compat", ...FLAGGED },
  { name: "workerd, its newest date", ...NEWEST },
];

const BUNDLED = [
  { name: "wrangler, 2024-09-01", text: worker("a2e-wasm"), ...OLD },
  { name: "wrangler, 2026-01-01, nodejs_compat", text: worker("a2e-wasm"), ...FLAGGED },
  { name: "wrangler, its newest date", text: worker("a2e-wasm"), ...NEWEST },
  { name: "wrangler, ./workerd", text: worker("a2e-wasm/workerd"), ...NEWEST },
  { name: "wrangler, ./slim", text: worker("a2e-wasm/slim", { imports: MODULE, client: "{ module }" }), ...NEWEST },
];

const direct = ({ name, date, flags }) => ({
  name,
  async run(kit) {
    const project = await kit.project(ENTRY);
    const modules = [...MODULES, ...(await packageModules(project.directory))];
    const own = { date: date(load(kit, "workerd")), flags, modules };
    return { version: own.date, results: await serve(kit, project, own, name) };
  },
});

/** `wrangler deploy` as far as it goes without an account, then what it would have sent. */
const bundled = ({ name, text, date, flags = [] }) => ({
  name,
  async run(kit) {
    const own = { date: date(load(kit, "workerd")), flags };
    const project = await wranglerProject(kit, text, own);
    await project.run(kit.node(NODE), [kit.tool("wrangler"), "deploy", "--dry-run", "--outdir", "dist"], WRANGLER);
    const files = (await readdir(project.path("dist"))).filter((file) => /\.(?:js|wasm)$/.test(file)).sort();
    const modules = files.map((file) => ({ name: file, path: `dist/${file}` }));
    modules.sort((one, other) => Number(other.name === "worker.js") - Number(one.name === "worker.js"));
    const { version } = load(kit, "wrangler/package.json");
    return { version, results: await serve(kit, project, { ...own, modules }, name) };
  },
});

const miniflare = {
  name: "miniflare",
  async run(kit) {
    const project = await kit.project(ENTRY);
    const modules = [...MODULES, ...(await packageModules(project.directory))];
    const driver = join(import.meta.dirname, "drivers", "miniflare.mjs");
    const options = JSON.stringify({ modules, date: OLD.date() });
    const url = await project.serve(kit.node(NODE), [driver, options], READY);
    const { version } = load(kit, "miniflare/package.json");
    return { version, results: await ask(url, await kit.account("miniflare")) };
  },
};

/** What a developer runs all day. */
const dev = {
  name: "wrangler dev",
  async run(kit) {
    const project = await wranglerProject(kit, ENTRY["worker.mjs"], { date: load(kit, "workerd").compatibilityDate });
    const options = ["--local", "--ip", "127.0.0.1", "--port", "0", "--show-interactive-dev-session=false"];
    const command = [kit.tool("wrangler"), "dev", ...options];
    const url = await project.serve(kit.node(NODE), command, READY, WRANGLER);
    const { version } = load(kit, "wrangler/package.json");
    return { version, results: await ask(url, await kit.account("wrangler dev")) };
  },
};

export const runtimes = [...DIRECT.map(direct), miniflare, ...BUNDLED.map(bundled), dev];

const load = (kit, path) => createRequire(kit.file("."))(path);

/** Asks a workerd with this Worker. It must not complain. */
async function serve(kit, { directory }, own, name) {
  const process = await Workerd.start(directory, { binary: load(kit, "workerd").default, worker: own });
  try {
    const results = await ask(process.url, await kit.account(name));
    if (process.complaints) throw new Error(process.complaints);
    return results;
  } finally {
    await process.stop();
  }
}

/** Nobody is asked anything, and nothing is told to anybody. */
const WRANGLER = { env: { WRANGLER_SEND_METRICS: "false", CI: "true" } };

async function wranglerProject(kit, text, { date, flags = [] }) {
  const settings = { main: "worker.mjs", compatibility_date: date, compatibility_flags: flags };
  const config = JSON.stringify({ name: "conformance", ...settings });
  return kit.project({ "worker.mjs": text, "wrangler.json": config });
}

async function ask(url, account) {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(account) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the Worker answered ${answer.status}: ${text.slice(0, 1000)}`);
  return JSON.parse(text);
}
