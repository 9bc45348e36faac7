// Node, Deno, Bun, programs in one file, bundlers that copy no assets: the module is part of the program.

import base64 from "./a2e_wasm_base64.js";
import { clientMaker, start } from "./core.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(() => start(bytes(base64)));

function bytes(base64) {
  return Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
