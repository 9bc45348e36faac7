// The proxy in Cloudflare Workers, where the module comes compiled, because compiling bytes is refused there.

import module from "./a2e_server_bg.wasm";
import { proxyMaker, startAtOnce } from "./server-core.js";

export { A2EError, kvOwners, memoryCounters, memoryOwners, signWebhook, spend, verifyWebhook } from "./server-core.js";

startAtOnce(module);

export const createProxy = proxyMaker(() => {});
