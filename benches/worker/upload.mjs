// The Workers that are compared: what is uploaded of each, as wrangler makes it, in folders that workerd can serve.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { capnp } from "../../tests/package/workerd.mjs";
import { ID, TOKEN } from "../measure/answers.mjs";
import { CONTESTANTS, OURS } from "../measure/contestants.mjs";
import { folder } from "../measure/packages.mjs";
import { bundle, program } from "../measure/programs.mjs";

/** A Worker that reads nothing: what the runtime itself takes. */
export const EMPTY = "no call";

const WASM = "a2e_wasm_bg.wasm";
const COMPATIBILITY_DATE = "2026-01-01";
/** How wrangler bundles: for Workers, not minified, and a wasm is a module of its own. */
const WORKER = { conditions: ["workerd", "worker", "browser"], external: [`*/${WASM}?module`] };

const worker = (code) => `${code}
export default {
  async fetch(request, { BASE, TOKEN, ID }) {
    return Response.json(await read(BASE, TOKEN, ID));
  },
};`;

/** Writes each Worker into a folder of its own; the answer says what is in them, by name. */
export async function uploads(directory, base) {
  const made = new Map();
  for (const name of [EMPTY, ...Object.keys(CONTESTANTS)]) {
    const code = name === EMPTY ? "const read = async (base, token, _id) => ({ _id });" : program(name);
    const files = { "worker.js": await bundle(worker(code), WORKER) };
    if (name === OURS) files[WASM] = await readFile(join(folder(OURS), WASM));
    const place = join(directory, name.replaceAll(" ", "-"));
    await mkdir(place);
    for (const [file, content] of Object.entries(files)) await writeFile(join(place, file), content);
    const modules = Object.keys(files).map((file) => ({ name: file === WASM ? `${file}?module` : file, path: file }));
    const bindings = { BASE: base, TOKEN, ID };
    await writeFile(join(place, "workerd.capnp"), capnp({ date: COMPATIBILITY_DATE, modules, bindings }));
    made.set(name, { directory: place, files: Object.values(files) });
  }
  return made;
}
