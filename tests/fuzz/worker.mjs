// One process that searches: it is told a method and a seed, and tells what it counted and found.

import { METHODS, NAMES } from "./described.mjs";
import { Growth } from "./growth.mjs";
import { memory } from "./inside.mjs";
import { methodsOf } from "./package.mjs";
import { plants } from "./plants.mjs";
import { search } from "./search.mjs";

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]));
const plant = plants[process.env.A2E_FUZZ_PLANT];
const growing = new Growth(plant);

process.on("message", async ({ method, ...job }) => {
  let { good, ...result } = await search(BY_NAME.get(method), { ...job, plant });
  // All of its programs may be such that no client can be made.
  if (result.count.calls === 0 && job.round === 0 && !result.found) {
    ({ good, ...result } = await search(BY_NAME.get(method), { ...job, seed: job.seed ^ 1, runs: 20, plant }));
  }
  const one = result.found ? undefined : await growing.add(good);
  if (one) {
    const { seed, path } = one;
    const { found } = await search(one.method, { seed, path, known: job.known, plant, grows: true });
    result.found = found;
  }
  process.send({ ...result, bytes: memory() });
});
process.send({ names: NAMES, there: await methodsOf() });
