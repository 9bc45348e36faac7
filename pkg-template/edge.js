// Vercel's and Next.js' edge functions: as on Workers the module comes compiled, but is asked for by
// another name.

import module from "./a2e_wasm_bg.wasm?module";
import { clientMaker, startAtOnce } from "./core.js";
import { frugal } from "./frugal.js";

export { A2E, A2EError } from "./core.js";

startAtOnce(module);
frugal();

export const createClient = clientMaker(() => {});
