// `cargo xtask bench bundle`: what a page downloads for one kind of read, made by esbuild, compressed as servers do.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { CONTESTANTS, OURS } from "./measure/contestants.mjs";
import { entry, folder, manifest, versions } from "./measure/packages.mjs";
import { bundle, program } from "./measure/programs.mjs";
import { report } from "./measure/report.mjs";
import { sizes } from "./measure/sizes.mjs";
import { number, table } from "./measure/table.mjs";

const PAGE = { minify: true };

const results = [];
for (const name of Object.keys(CONTESTANTS)) {
  const files = [await bundle(program(name), PAGE)];
  // A bundler leaves the file where it is, and the script downloads it.
  if (name === OURS) files.push(await readFile(join(folder(OURS), "a2e_wasm_bg.wasm")));
  results.push({ name, ...sizes(files) });
}
const inline = await bundle(program(OURS), { ...PAGE, alias: { [OURS]: fileURLToPath(entry("default")) } });
results.push({ name: `${OURS}/inline`, ...sizes([inline]) });
results.sort((one, other) => one.brotli - other.brotli);

const rows = results.map(({ name, raw, gzip, brotli }) => [name, number(raw), number(gzip), number(brotli)]);
const notes = `In bytes, by esbuild ${manifest("esbuild").version} with --bundle --minify --format=esm: a program that makes
a client and exports one kind of read. What a bundler finds unused is gone. That of ${OURS} is its script and
its wasm, each compressed for itself; it holds all operations of the API. /inline has the same in one file, as base64.
${versions(CONTESTANTS)}
What ${OURS} may weigh is judged by \`cargo xtask size\`.`;
await report("bundle", [table(["", "raw", "gzip 9", "brotli 11"], rows), notes], []);
