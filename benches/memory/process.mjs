// A program that makes very many calls, or clients, and tells what it holds after some of them and after all.

import { setImmediate } from "node:timers/promises";

import { ID, ONE } from "../measure/answers.mjs";
import { client, file } from "../measure/contestants.mjs";

const [name, what, ...marks] = process.argv.slice(2);
const HEADERS = { "content-type": "application/json; charset=utf-8" };
/** So many calls follow each other before the event loop turns, as it does all the time when there is a network. */
const BATCH = 100;
/**
 * So many clients are made before garbage is collected. What a client holds of the wasm goes with its finaliser, and
 * when those run is up to the engine: it does not know how much hangs on them.
 */
const GENERATION = 1000;

// The glue keeps the instance to itself.
const memories = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  // The wasm within Node's own fetch is made of a module, and gives the bare instance.
  const exports = Object.values(made.instance?.exports ?? {});
  memories.push(...exports.filter((each) => each instanceof WebAssembly.Memory));
  return made;
};

const fetch = async () => new Response(ONE, { headers: HEADERS });
const module = await import(file(name));
const another = () => client(module, { base: "http://127.0.0.1", fetch });
const one = await another();

const WORK = {
  async calls(done) {
    if (done % BATCH === 0) await setImmediate();
    if ((await one.read())._id !== ID) throw new Error(`${name} reads something else`);
  },
  async clients(done) {
    if (done % GENERATION === 0) await collect();
    const { read, made } = await another();
    await read();
    made.close();
  },
};

/** Lets all go that can. */
async function collect() {
  for (let time = 0; time < 3; time++) {
    gc();
    // Finalisers have a turn of their own, and what they let go is garbage, too.
    await setImmediate();
  }
}

async function held() {
  await collect();
  const wasm = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  return { wasm, heap: process.memoryUsage().heapUsed };
}

const results = [];
let done = 0;
for (const mark of marks.map(Number)) {
  for (; done < mark; done++) await WORK[what](done);
  results.push({ mark, ...(await held()) });
}
process.send(results, () => process.disconnect());
