// Deno and Bun, which run the same programs as Node.

import { importing, inWorker, requiring, run } from "./programs.mjs";

/** The files of a program, of which the first one is run. */
const IMPORT = { "app.mjs": importing("a2e-wasm") };
const NPM = { "app.mjs": importing("npm:a2e-wasm") };
const REQUIRE = { "app.cjs": requiring("a2e-wasm") };
const WORKER = inWorker("a2e-wasm");

/** Nothing is asked for or fetched; the net is the emulator, the variable the program's own. */
const DENO = ["run", "--no-prompt", "--no-remote", "--allow-net=127.0.0.1", "--allow-env=A2E_SCENE"];

const RUNTIMES = [
  { name: "Deno, import", by: deno, files: IMPORT, args: DENO },
  { name: "Deno, import of npm:", by: deno, files: NPM, args: DENO },
  // The entry for `require` reads its module from a file.
  { name: "Deno, require", by: deno, files: REQUIRE, args: [...DENO, "--allow-read=node_modules"] },
  // To start a worker is to read its file.
  { name: "Deno, a worker", by: deno, files: WORKER, args: [...DENO, "--allow-read=."] },
  { name: "Bun, import", by: bun, files: IMPORT, args: ["run"] },
  { name: "Bun, require", by: bun, files: REQUIRE, args: ["run"] },
  { name: "Bun, a worker", by: bun, files: WORKER, args: ["run"] },
];

export const runtimes = RUNTIMES.map(({ name, by, files, args }) => ({
  name,
  async run(kit) {
    const project = await kit.project(files);
    return run(project, await kit.account(name), by(kit), [...args, Object.keys(files)[0]]);
  },
}));

/** Not the one in `.bin`, which first copies the binary beside itself. */
export function deno(kit) {
  return kit.file(`@deno/${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}/deno`);
}

/** Likewise: that in `.bin` is put there by an install script. */
export function bun(kit) {
  return kit.file(`@oven/bun-${process.platform}-${process.arch}/bin/bun`);
}
