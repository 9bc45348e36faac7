// Node, Deno, Bun, programs in one file, bundlers that copy no assets: the module is part of the program.

import base64 from "./a2e_wasm_base64.js";
import { bytes } from "./bytes.js";
import { clientMaker, start } from "./core.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(() => start(bytes(base64)));
