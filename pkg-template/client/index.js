// Everywhere but in Workers and edge functions: the module is part of the script, so nothing has to lie beside it.

import text from "../a2e_wasm_text.js";
import { clientMaker, start } from "./core.js";
import { unpack } from "../shared/unpack.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(() => start(unpack(text)));
