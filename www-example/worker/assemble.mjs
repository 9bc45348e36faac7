// Puts together what Cloudflare is to serve as files: the page, the package's part for pages, the samples. wrangler runs
// it before it bundles the Worker.

import { cp, mkdir, rm } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const assets = join(here, "assets");
const page = join(here, "..");
const pkg = join(here, "../../target/npm");
const samples = join(here, "../../emulator/media");

await rm(assets, { recursive: true, force: true });
await mkdir(join(assets, "pkg"), { recursive: true });
await mkdir(join(assets, "samples"));
for (const name of readdirSync(page)) {
  if (/\.(?:html|css|js|svg)$/.test(name)) await cp(join(page, name), join(assets, name));
}
for (const name of ["browser.js", "core.js", "a2e_wasm.js", "a2e_wasm_bg.wasm"]) {
  await cp(join(pkg, name), join(assets, "pkg", name));
}
for (const name of ["sample-face.jpg", "sample-video.webm"]) await cp(join(samples, name), join(assets, "samples", name));
