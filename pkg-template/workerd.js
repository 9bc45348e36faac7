// Cloudflare Workers: the module comes compiled, because compiling bytes is refused there, and is
// instantiated at once, because a promise made in one request must not be awaited in another.

import module from "./a2e_wasm_bg.wasm";
import { clientMaker, startAtOnce } from "./core.js";
import { frugal } from "./frugal.js";

export { A2E, A2EError } from "./core.js";

startAtOnce(module);
frugal();

export const createClient = clientMaker(() => {});
