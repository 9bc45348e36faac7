// `require` in Node. The build puts what this file imports into it and makes CommonJS of it, because Node before
// 20.19 requires no ES module, nor does Jest.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { clientMaker, start } from "./core.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(() => start(readFile(join(__dirname, "a2e_wasm_bg.wasm"))));
