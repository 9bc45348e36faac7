// Puts together what Cloudflare serves as files: the page, the package's part for pages, the samples, and their security
// headers. wrangler runs it before it bundles the Worker.

import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PACKAGE, PAGE, SAMPLES } from "./files.js";
import { securityHeaders } from "./src/headers.js";

const here = import.meta.dirname;
const assets = join(here, "assets");
const page = join(here, "..");
const pkg = join(here, "../../target/npm");
const samples = join(here, "../../emulator/media");

await rm(assets, { recursive: true, force: true });
await mkdir(join(assets, "pkg"), { recursive: true });
await mkdir(join(assets, "samples"));
for (const name of PAGE) await cp(join(page, name), join(assets, name));
for (const name of PACKAGE) await cp(join(pkg, name), join(assets, "pkg", name));
for (const name of SAMPLES) await cp(join(samples, name), join(assets, "samples", name));
const headers = Object.entries(securityHeaders({ isHttps: true })).map(([name, value]) => `  ${name}: ${value}\n`);
await writeFile(join(assets, "_headers"), `/*\n${headers.join("")}`);
