// What every entry shares: one load of the module, the class, its errors.

import { A2E as Client, A2EError, finish, furnish, imports } from "../a2e_wasm.js";

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

/** Starts the module, from its bytes or compiled. */
export async function start(source) {
  const made = await WebAssembly.instantiate(source, imports());
  finish(made.instance ?? made);
}

/** Starts the module that came compiled, for hosts where no promise may stand between. */
export function startAtOnce(module) {
  try {
    finish(new WebAssembly.Instance(module, imports()));
  } catch (cause) {
    throw loadError(cause);
  }
}

/** Makes `createClient` of an entry out of its way to load the module, which is told a source that it may need. */
export function clientMaker(load) {
  let loading;
  return async (options, source) => {
    // A load that failed is tried again by the next call.
    loading ??= (async () => load(source))().catch((cause) => {
      loading = undefined;
      throw loadError(cause);
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

function loadError(cause) {
  const message = `a2e-wasm could not be loaded: ${cause?.message ?? cause}. ${remedy(cause) ?? ""}`.trimEnd();
  return new A2EError(message, { kind: "config", cause });
}

/** What helps against a load that failed, where that is known. */
function remedy(cause) {
  if (!globalThis.WebAssembly) {
    return "This host has no WebAssembly (React Native has none, Lockdown Mode switches it off): call your own server, which uses a2e-wasm";
  }
  // Hosts differ in the texts of their errors, but not in these words.
  return REMEDIES.find(([words]) => words.test(cause?.message))?.[1];
}

const REMEDIES = [
  // Workers and edge functions.
  [/embedder|code generation/i, "This host accepts only compiled WebAssembly: import a2e-wasm/edge"],
  [/unsafe-eval|CSP|policy/i, "The page's Content-Security-Policy must allow script-src 'wasm-unsafe-eval'"],
  [/\bimport\b/i, "The .wasm file is of another version of a2e-wasm than the JavaScript: use both from the same one"],
  [/magic|html/i, "The file is not WebAssembly, perhaps an HTML page: check its address"],
];
