// The proxy in Vercel's and Next.js' edge functions: as on Workers the module comes compiled, but is asked for by
// another name.

import module from "./a2e_server_bg.wasm?module";
import { proxyMaker, startAtOnce } from "./server-core.js";

export { A2EError, kvOwners, memoryCounters, memoryOwners, signWebhook, spend, verifyWebhook } from "./server-core.js";

startAtOnce(module);

export const createProxy = proxyMaker(() => {});
