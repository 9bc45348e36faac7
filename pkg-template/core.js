// What every entry shares: one load of the module, the class, its errors.

import * as glue from "./a2e_wasm.js";

const { A2E: Client, A2EError } = glue;

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
    super(options);
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

// A getter of wasm-bindgen makes a new handle at each access. Kept on its object after the first
// one, a resource is the same each time; and as it is shared, nobody may free it.
for (const { prototype } of Object.values(glue)) {
  if (!prototype?.free) continue;
  if (prototype !== Client.prototype) {
    delete prototype.free;
    if (Symbol.dispose) delete prototype[Symbol.dispose];
  }
  for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (!get) continue;
    Object.defineProperty(prototype, name, {
      configurable: true,
      get() {
        const value = get.call(this);
        Object.defineProperty(this, name, { value });
        return value;
      },
    });
  }
}

/** Makes `createClient` of an entry out of its way to load the module. */
export function clientMaker(load) {
  let loading;
  return async (options) => {
    // A load that failed is tried again by the next call.
    loading ??= Promise.resolve(load()).catch((cause) => {
      loading = undefined;
      throw new A2EError(
        `a2e-wasm could not be loaded: ${cause?.message ?? cause}. The page must be able to fetch the .wasm file, ` +
          "and a Content-Security-Policy must allow 'wasm-unsafe-eval'",
        { kind: "config", cause },
      );
    });
    await loading;
    loaded = true;
    return new A2E(options);
  };
}
