// The proxy in Cloudflare Workers, and in the edge functions of Vercel and Next.js: as in edge.js the module comes compiled.

import module from "./a2e_server_bg.wasm?module";
import { proxyMaker, startAtOnce } from "./server-core.js";

export { A2EError, kvOwners, memoryCounters, memoryOwners, signWebhook, spend, verifyWebhook } from "./server-core.js";

startAtOnce(module);

export const createProxy = proxyMaker(() => {});
