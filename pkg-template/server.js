// The proxy in Node, Deno, Bun and everywhere else: its module is part of the program, and is compiled for the first
// proxy, so that to import this does nothing.

import base64 from "./a2e_server_base64.js";
import { bytes } from "./bytes.js";
import { proxyMaker, startAtOnce } from "./server-core.js";

export { A2EError, kvOwners, memoryCounters, memoryOwners, signWebhook, spend, verifyWebhook } from "./server-core.js";

export const createProxy = proxyMaker(() => startAtOnce(new WebAssembly.Module(bytes(base64))));
