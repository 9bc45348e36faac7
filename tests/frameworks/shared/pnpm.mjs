// pnpm as the `manager` of a row. Its store lies in the cache, and each project has links into the store.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { CACHE, TARBALL, cached } from "../install.mjs";

const PNPM = JSON.stringify({ private: true, dependencies: { pnpm: "*" } });
const STORE = ["--ignore-scripts", `--store-dir=${join(CACHE, "pnpm-store")}`];

async function pnpm(run, directory, args) {
  const tool = await cached("pnpm", { "package.json": PNPM }, { run });
  return run("node", [join(tool, "node_modules/pnpm/bin/pnpm.mjs"), ...args, ...STORE], directory);
}

/** Fills the store, and writes the lock file. */
export const install = (directory, run) => pnpm(run, directory, ["install"]);

/** Installs a project from the store by the lock file of `kept`, and adds our tarball. */
export async function place(kept, directory, run) {
  cpSync(join(kept, "pnpm-lock.yaml"), join(directory, "pnpm-lock.yaml"));
  await pnpm(run, directory, ["install", "--offline", "--frozen-lockfile"]);
  await pnpm(run, directory, ["add", "--offline", TARBALL]);
}
