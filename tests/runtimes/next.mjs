// Next.js, as it comes: an app without a single setting, built once, and served anew for each way to use the package.

import { existsSync, rmSync } from "node:fs";
import { copyFile, cp, link, mkdir, mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FILES } from "./next-app.mjs";
import { visit } from "./visitors.mjs";

const BROWSER = "Chromium";
const NEXT = "node_modules/next/dist/bin/next";
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" };

/** The app, built; its folder outlives each of the runtimes that share it. */
let built;

async function build(kit) {
  const project = await kit.project(FILES);
  const directory = await mkdtemp(join(tmpdir(), "a2e-wasm-next-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  await cp(project.directory, directory, { recursive: true });
  const [from, to, done] = [dirname(kit.file("next")), join(directory, "node_modules"), new Set()];
  for (const name of ["next", "react", "react-dom"]) await install(name, from, to, done);
  await project.run(process.execPath, [join(directory, NEXT), "build", directory], { env: QUIET });
  return directory;
}

/** Installs a package with all that it depends on, as far as it is there: some is for other systems. */
async function install(name, from, to, done) {
  const source = join(from, name);
  if (done.has(name) || !existsSync(source)) return;
  done.add(name);
  await copy(source, join(to, name));
  const manifest = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  for (const each of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    await install(each, from, to, done);
  }
}

/** Not a link to the folder, which Turbopack would take for outside of the app. */
async function copy(from, to) {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copy(source, target);
    // A third of a gigabyte: links, where both folders are on one disk.
    else await link(source, target).catch(() => copyFile(source, target));
  }
}

/** Serves the app with an account of its own; the answer is its address. */
async function serve(kit, { token, baseUrl }) {
  built ??= build(kit);
  const directory = await built;
  const args = [join(directory, NEXT), "start", directory, "--hostname", "127.0.0.1", "--port", "0"];
  const env = { ...QUIET, A2E_TOKEN: token, A2E_BASE_URL: baseUrl };
  return (await kit.folder()).serve(process.execPath, args, /(http:\/\/127\.0\.0\.1:\d+)/, { env });
}

/** The checks run on the server; `read` finds their results in the answer of a path. */
const onServer = (path, read) => async (kit, url) => {
  const answer = await (await fetch(url + path)).text();
  try {
    return read(answer);
  } catch (error) {
    throw new Error(`${path} answered ${answer.slice(0, 1000)}`, { cause: error });
  }
};

/** The checks run in a page. Before, the server has rendered it, which must ask nothing of the service. */
const inPage = (path, rendered) => async (kit, url) => {
  const markup = await (await fetch(url + path)).text();
  const asked = await kit.accounts.at(-1).log();
  const ok = markup.includes(rendered) && asked.length === 0;
  const { results } = await visit(kit, BROWSER, { upstream: url }, path);
  return [{ check: "create", ok, error: `${asked.length} requests, and ${markup.slice(0, 500)}` }, ...results];
};

const unpacked = (markup) => JSON.parse(Buffer.from(markup.match(/results ([\w+/=]+)/)[1], "base64"));

const WAYS = {
  "a route handler": onServer("/api/node", JSON.parse),
  "a route handler of the edge": onServer("/api/edge", JSON.parse),
  "a server component": onServer("/component", unpacked),
  [`a client component, ${BROWSER}`]: inPage("/client", "not yet: function"),
  [`a2e-wasm/server on the edge, ${BROWSER}`]: inPage("/behind-edge", "not yet: function"),
  [`a2e-wasm/react, ${BROWSER}`]: inPage("/hooks", "not yet: false false"),
};

export const runtimes = Object.entries(WAYS).map(([way, check]) => ({
  name: `Next.js, ${way}`,
  async run(kit) {
    const { version } = JSON.parse(await readFile(kit.file("next/package.json"), "utf8"));
    const url = await serve(kit, await kit.account(`next ${way}`));
    return { version, results: await check(kit, url) };
  },
}));
