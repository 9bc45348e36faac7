// What the package holds inside: the memory of its wasm, and the table of the host's values in its glue. Both are
// private, so they are noted where they are made.

const memories = [];
const tables = [];

/** The size of the table that wasm-bindgen makes for values of the host. */
const TABLE = 1024;
/** What stands in the table from its start: 1024 empty places, and `undefined`, `null`, `true` and `false`. */
const FIXED = TABLE + 4;

/** Loads a module that makes its memory or its table while it is loaded, or later. */
export async function observed(load) {
  const { Array: RealArray } = globalThis;
  globalThis.Array = new Proxy(RealArray, {
    construct(target, given, newTarget) {
      const made = Reflect.construct(target, given, newTarget === globalThis.Array ? target : newTarget);
      if (given.length === 1 && given[0] === TABLE) tables.push(made);
      return made;
    },
  });
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    const { exports } = made.instance ?? made;
    memories.push(...Object.values(exports).filter((one) => one instanceof WebAssembly.Memory));
    return made;
  };
  try {
    return await load();
  } finally {
    globalThis.Array = RealArray;
    WebAssembly.instantiate = instantiate;
    if (memories.length === 0 || tables.length === 0) throw new Error("the memory or the table of the package was not found");
  }
}

/** How many bytes of memory the wasm has. */
export const memory = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/** How many values of the host the wasm holds. A free place of the table holds the number of the next one. */
export function handles() {
  return tables.flatMap((table) => table.slice(FIXED).filter((value) => typeof value !== "number")).length;
}
