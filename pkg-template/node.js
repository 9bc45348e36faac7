// Node, Deno and Bun: the module is read from disk.

import { readFile } from "node:fs/promises";

import initialise from "./a2e_wasm.js";
import { clientMaker } from "./core.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(async () =>
  initialise({ module_or_path: await readFile(new URL("./a2e_wasm_bg.wasm", import.meta.url)) }),
);
