// Vercel's and Next.js' edge functions: as on Workers the module comes compiled, but is asked for by
// another name.

import module from "./a2e_wasm_bg.wasm?module";
import { initSync } from "./a2e_wasm.js";
import { clientMaker } from "./core.js";

export { A2E, A2EError } from "./core.js";

// Next.js on one's own server compiles it outside the realm of the function, whose `instanceof` the glue asks.
if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
initSync({ module });

export const createClient = clientMaker(() => {});
