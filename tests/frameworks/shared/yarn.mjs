// Yarn with Plug'n'Play as the `manager` of a row: there is no node_modules, and nothing is unpacked.

import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { CACHE, TARBALL, cached, write } from "../install.mjs";

const YARN = JSON.stringify({ private: true, dependencies: { "@yarnpkg/cli-dist": "4" } });

/** Where Yarn is; the program to give to `node`. */
export async function yarn(run) {
  const tool = await cached("yarn", { "package.json": YARN }, { run });
  return join(tool, "node_modules/@yarnpkg/cli-dist/bin/yarn.js");
}

/** Yarn does not read npm's settings. */
function settings(directory) {
  const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
  const lines = ["nodeLinker: pnp", "enableGlobalCache: false", "enableTelemetry: false", "enableScripts: false"];
  const more = [`cacheFolder: ${join(CACHE, "yarn-cache")}`, `npmRegistryServer: ${registry}`];
  write(join(directory, ".yarnrc.yml"), `${[...lines, ...more].join("\n")}\n`);
}

/** Fills Yarn's cache, and writes the lock file. */
export async function install(directory, run) {
  settings(directory);
  write(join(directory, "yarn.lock"), "");
  await run("node", [await yarn(run), "install", "--no-immutable"], directory);
}

/** Installs a project from that cache, and adds our tarball. */
export async function place(kept, directory, run) {
  settings(directory);
  cpSync(join(kept, "yarn.lock"), join(directory, "yarn.lock"));
  await run("node", [await yarn(run), "add", `a2e-wasm@file:${TARBALL}`], directory);
}
