// The proxy in Node, Deno, Bun and everywhere else: its module is part of the script, and is compiled for the first
// proxy, so that to import this does nothing.

import text from "../a2e_server_text.js";
import { proxyMaker, startAtOnce } from "./server-core.js";
import { unpack } from "../shared/unpack.js";

export { A2EError, kvOwners, memoryCounters, memoryOwners, signWebhook, spend, verifyWebhook } from "./server-core.js";

export const createProxy = proxyMaker(() => startAtOnce(new WebAssembly.Module(unpack(text))));
