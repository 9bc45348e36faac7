// What every entry shares: one load of the module, the class, its errors.

import { A2E as Client, A2EError, finish, furnish, imports } from "./a2e_wasm.js";

export { A2EError };

let loaded = false;

/** The client class. `createClient` loads the module first; `new A2E` before that says so. */
export class A2E extends Client {
  constructor(options) {
    if (!loaded) {
      throw new A2EError("a2e-wasm is not loaded yet: `await createClient(options)` loads it and makes the client", {
        kind: "config",
      });
    }
    const given = [options];
    super(given);
    const [, problem] = given;
    if (problem) throw problem;
  }

  // The glue would free the client's memory, and every later call would fail in the dark. A closed
  // client says that it is closed; its few bytes go with its finaliser.
  free() {
    this.close();
  }
}

if (Symbol.dispose) {
  A2E.prototype[Symbol.dispose] = A2E.prototype.close;
}

/** Starts the module from its bytes, from what a fetch of them answers, or compiled. */
export async function start(source) {
  let module = await source;
  if (globalThis.Response && module instanceof Response) {
    if (!module.ok) throw new Error(`HTTP ${module.status} for ${module.url}`);
    // What has another type is not compiled as it arrives.
    const streams = WebAssembly.compileStreaming && module.headers.get("content-type") === "application/wasm";
    module = await (streams ? WebAssembly.compileStreaming(module) : module.arrayBuffer());
  }
  const made = await WebAssembly.instantiate(module, imports());
  finish(made.instance ?? made);
}

/** Starts the module that came compiled, for hosts where no promise may stand between. */
export function startAtOnce(module) {
  finish(new WebAssembly.Instance(module, imports()));
}

/** Makes `createClient` of an entry out of its way to load the module, which is told a source that it may need. */
export function clientMaker(load) {
  let loading;
  return async (options, source) => {
    // A load that failed is tried again by the next call.
    loading ??= (async () => load(source))().catch((cause) => {
      loading = undefined;
      throw new A2EError(`a2e-wasm could not be loaded: ${cause?.message ?? cause}. ${remedy(cause)}`, {
        kind: "config",
        cause,
      });
    });
    await loading;
    if (!loaded) {
      // The list of resources is in the module. They go on the glue's own class, because what their
      // methods call is taken away from there.
      furnish(Client.prototype);
      loaded = true;
    }
    return new A2E(options);
  };
}

/** What helps against a load that failed. */
function remedy(cause) {
  if (!globalThis.WebAssembly) return "It needs WebAssembly, which is switched off here, as in Apple's Lockdown Mode";
  // Hosts differ in the class of this error, but name the import that they miss.
  if (cause instanceof WebAssembly.LinkError || /\bimport\b/i.test(cause?.message)) {
    return "The .wasm file and the JavaScript are of different versions of a2e-wasm: load both from the same one";
  }
  return (
    "The page must be able to fetch a2e_wasm_bg.wasm beside the JavaScript (where a bundler does not copy it, import " +
    "a2e-wasm/inline instead), and a Content-Security-Policy must allow script-src 'wasm-unsafe-eval'"
  );
}
