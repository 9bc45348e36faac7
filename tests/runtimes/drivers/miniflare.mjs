// A miniflare with a Worker in it, in a process of its own: it wants a newer Node than the tests do. It tells its
// address and runs until it is ended.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Miniflare } from "miniflare";

const { modules, date } = JSON.parse(process.argv[2]);

const miniflare = new Miniflare({
  compatibilityDate: date,
  // Nobody is asked where this machine is.
  cf: false,
  modulesRoot: process.cwd(),
  modules: await Promise.all(modules.map(async ({ name, path }) => ({
    type: path.endsWith(".wasm") ? "CompiledWasm" : "ESModule",
    path: resolve(name),
    contents: await readFile(path),
  }))),
});
console.log(`Ready on ${await miniflare.ready}`);
