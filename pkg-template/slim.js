// Everywhere else: the caller brings the module.

import { A2EError, clientMaker, start } from "./core.js";
import { frugal } from "./frugal.js";

export { A2E, A2EError } from "./core.js";

if (globalThis.WebSocketPair || !globalThis.FinalizationRegistry) frugal();

const make = clientMaker(async (module) => {
  const source = await module;
  const isAddress = typeof source === "string" || source instanceof URL || source instanceof Request;
  return start(isAddress ? fetch(source) : source);
});

export async function createClient(given) {
  const { module, ...options } = given ?? {};
  if (module === undefined) {
    throw new A2EError(
      'option "module" is missing: a2e-wasm/slim wants the file a2e-wasm/a2e_wasm_bg.wasm, as a WebAssembly.Module, ' +
        "its bytes, its URL or the Response with it",
      { kind: "config", field: "module" },
    );
  }
  return make(options, module);
}
