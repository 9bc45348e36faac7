// `cargo xtask bench bundle`: what a page downloads for one kind of read, made by esbuild, compressed as servers do.

import { CONTESTANTS, OURS } from "./measure/contestants.mjs";
import { manifest, versions } from "./measure/packages.mjs";
import { bundle, program } from "./measure/programs.mjs";
import { report } from "./measure/report.mjs";
import { sizes } from "./measure/sizes.mjs";
import { number, table } from "./measure/table.mjs";

const PAGE = { minify: true };

const results = [];
for (const name of Object.keys(CONTESTANTS)) {
  results.push({ name, ...sizes([await bundle(program(name), PAGE)]) });
}
results.sort((one, other) => one.brotli - other.brotli);

const rows = results.map(({ name, raw, gzip, brotli }) => [name, number(raw), number(gzip), number(brotli)]);
const notes = `In bytes, by esbuild ${manifest("esbuild").version} with --bundle --minify --format=esm: a program that makes
a client and exports one kind of read. What a bundler finds unused is gone. That of ${OURS} has all operations of the API, and
its wasm as a text.
${versions(CONTESTANTS)}
What ${OURS} may weigh is judged by \`cargo xtask size\`.`;
await report("bundle", [table(["", "raw", "gzip 9", "brotli 11"], rows), notes], []);
