// Everywhere else: the caller brings the module.

import initialise from "./a2e_wasm.js";
import { A2EError, clientMaker } from "./core.js";

export { A2E, A2EError } from "./core.js";

const make = clientMaker((module_or_path) => initialise({ module_or_path }));

export async function createClient({ module, ...options } = {}) {
  if (module === undefined) {
    throw new A2EError(
      'option "module" is missing: a2e-wasm/slim wants the file a2e-wasm/a2e_wasm_bg.wasm, as a WebAssembly.Module, ' +
        "its bytes, its URL or the Response with it",
      { kind: "config", field: "module" },
    );
  }
  return make(options, module);
}
