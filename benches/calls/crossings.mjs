// A program that counts the calls of the wasm into JavaScript: of one start, and of one read. The driver's own calls into the
// wasm are not among them.

import { readFile } from "node:fs/promises";

import { ID, ONE, STARTED } from "../measure/answers.mjs";
import { client, file, OURS } from "../measure/contestants.mjs";

const HEADERS = { "content-type": "application/json; charset=utf-8" };

/** How often each import was called, in the order of the wasm. */
let counts;
const { instantiate } = WebAssembly;
// Node's own fetch is a wasm as well, whose imports have names.
WebAssembly.instantiate = (source, imports) => instantiate(source, counted(imports));

/** The imports, of which those of this package are an array. */
function counted(imports) {
  return Object.fromEntries(
    Object.entries(imports ?? {}).map(([module, functions]) => {
      if (!Array.isArray(functions)) return [module, functions];
      counts = functions.map(() => 0);
      const count = (one, place) => (...given) => (counts[place]++, one(...given));
      return [module, functions.map(count)];
    }),
  );
}

/** The names of the imports before the build shortens them, in the same order. wasm-bindgen adds prefixes and a hash. */
async function names() {
  const module = await WebAssembly.compile(await readFile(process.env.A2E_NAMED_WASM));
  const all = WebAssembly.Module.imports(module);
  if (all.length !== counts.length) throw new Error(`the wasm has ${counts.length} imports, ${all.length} of them with names`);
  return all.map(({ name }) => name.replace(/^(__wbg_|__wbindgen_)+/, "").replace(/_[0-9a-f]{16}$/, ""));
}

let text = ONE;
const fetch = async () => new Response(text, { headers: HEADERS });
const { made: a2e } = await client(await import(file(OURS)), { base: "http://127.0.0.1", fetch });

const CALLS = {
  async start() {
    text = STARTED;
    const { id } = await a2e.faceSwap.start({
      name: "a2e",
      face_url: "https://example.com/face.jpg",
      video_url: "https://example.com/video.mp4",
    });
    return id;
  },
  async read() {
    text = ONE;
    const { _id } = await a2e.faceSwap.get(ID);
    return _id;
  },
};

/** How often each import is called by one call. The first one makes what all later ones share. */
async function countedCalls(call) {
  await call();
  counts.fill(0);
  const id = await call();
  if (id !== ID) throw new Error(`the answer has the id ${id}`);
  return [...counts];
}

const [start, read] = [await countedCalls(CALLS.start), await countedCalls(CALLS.read)];
const imports = (await names()).map((name, place) => ({ name, start: start[place], read: read[place] }));
process.send(imports.filter(({ start, read }) => start + read > 0), () => process.disconnect());
