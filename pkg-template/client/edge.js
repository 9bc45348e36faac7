// Cloudflare Workers, and the edge functions of Vercel and Next.js: the module comes compiled, because compiling bytes is
// refused there. It is instantiated at once, because a promise made in one request must not be awaited in another. These
// hosts and their bundlers know `?module`.

// It is no part of the script, but lies beside the published file.
import module from "./a2e_wasm_bg.wasm?module";
import { clientMaker, startAtOnce } from "./core.js";
import { frugal } from "./frugal.js";

export { A2E, A2EError } from "./core.js";

startAtOnce(module);
frugal();

export const createClient = clientMaker(() => {});
