// The proxy in Cloudflare Workers, and in the edge functions of Vercel and Next.js: as in edge.js the module comes compiled.

// It is no part of the script, but lies beside the published file.
import module from "./a2e_server_bg.wasm?module";
import { proxyMaker, startAtOnce } from "./server-core.js";

export { A2EError, kvOwners, memoryCounters, memoryOwners, signWebhook, spend, verifyWebhook } from "./server-core.js";

startAtOnce(module);

export const createProxy = proxyMaker(() => {});
