// Cloudflare Workers: the module comes compiled, because compiling bytes is refused there, and is
// instantiated at once, because a promise made in one request must not be awaited in another.

import module from "./a2e_wasm_bg.wasm";
import { initSync } from "./a2e_wasm.js";
import { clientMaker } from "./core.js";

export { A2E, A2EError } from "./core.js";

initSync({ module });

export const createClient = clientMaker(() => {});
