// Browsers and bundlers: the module lies beside this file.

import initialise from "./a2e_wasm.js";
import { clientMaker } from "./core.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(() =>
  initialise({ module_or_path: new URL("./a2e_wasm_bg.wasm", import.meta.url) }),
);
