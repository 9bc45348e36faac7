// The pages that are measured: each is what a bundler makes of a small program that reads one record.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { ID, TOKEN } from "../measure/answers.mjs";
import { BARE, CONTESTANTS, OURS, file } from "../measure/contestants.mjs";
import { folder } from "../measure/packages.mjs";
import { bundle } from "../measure/programs.mjs";

const WASM = "a2e_wasm_bg.wasm";
export const OTHERS = [BARE, "replicate", "fal", "openai"];
/** The contestants that the package is compared with, by their packages. */
export const PEERS = Object.fromEntries([OURS, ...OTHERS].map((name) => [name, CONTESTANTS[name]]));
/** Other ways to load the package, by their names in the results. */
export const SLIM = `${OURS}/slim`;
export const SLIM_PRELOADED = `${OURS}/slim, preload`;
export const IMPORTED = `${OURS}, import()`;
export const IMPORTED_PRELOADED = `${OURS}, import(), modulepreload`;

const ours = fileURLToPath(file(OURS));
const record = `read(made, ${JSON.stringify(ID)})`;
const options = `base: location.origin, token: ${JSON.stringify(TOKEN)}`;

/** Says when the answer came, in milliseconds from the navigation, and when the request for it was sent. */
const tell = (answer) => `
const { _id } = await ${answer};
const answered = performance.now();
setTimeout(() => {
  const sent = performance.getEntriesByType("resource").findLast(({ name }) => name.includes(${JSON.stringify(ID)})).startTime;
  console.log(JSON.stringify({ _id, sent, answered }));
});`;

const plain = (name) => `import { make, read } from "${fileURLToPath(file(name))}";
const made = await make({ ${options} });${tell(record)}`;

const slim = `import { createClient } from "${join(folder(OURS), "slim.js")}";
import { read } from "${ours}";
const options = { baseUrl: location.origin, token: ${JSON.stringify(TOKEN)}, dangerouslyAllowBrowser: true };
const made = await createClient({ ...options, module: fetch("${WASM}") });${tell(record)}`;

// The library is a file of its own, which a bundler splits off.
const imported = `const { make, read } = await import("./library.js");
const made = await make({ ${options} });${tell(record)}`;

const script = (code, external = []) => bundle(code, { minify: true, target: "es2022", external });
const html = (head = "") =>
  Buffer.from(`<!doctype html><meta charset="utf-8"><title>page</title>${head}<script type="module" src="page.js"></script>`);

/** The files of each page by the name in the results: the text of the page under "", the others by their names. */
export async function pages() {
  const wasm = await readFile(join(folder(OURS), WASM));
  const library = await script(`export { make, read } from "${ours}";`);
  const slimmed = { "page.js": await script(slim), [WASM]: wasm };
  const importing = { "page.js": await script(imported, ["./library.js"]), "library.js": library };
  const all = {};
  for (const name of [OURS, ...OTHERS]) all[name] = { "": html(), "page.js": await script(plain(name)) };
  all[SLIM] = { "": html(), ...slimmed };
  const hint = `<link rel="preload" as="fetch" type="application/wasm" crossorigin href="${WASM}">`;
  all[SLIM_PRELOADED] = { "": html(hint), ...slimmed };
  all[IMPORTED] = { "": html(), ...importing };
  all[IMPORTED_PRELOADED] = { "": html(`<link rel="modulepreload" href="library.js">`), ...importing };
  return new Map(Object.entries(all));
}
