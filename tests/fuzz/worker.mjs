// One process that searches: it is told a method and a seed, and tells what it counted and found.

import { METHODS } from "./described.mjs";
import { Growth } from "./growth.mjs";
import { memory } from "./inside.mjs";
import { methodsOf } from "./package.mjs";
import { plants } from "./plants.mjs";
import { search } from "./search.mjs";

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]));
const plant = plants[process.env.A2E_FUZZ_PLANT];
const growing = new Growth(plant);

process.on("message", async ({ method, ...job }) => {
  const { good, ...result } = await search(BY_NAME.get(method), { ...job, plant });
  const one = result.found ? undefined : await growing.add(good);
  if (one) {
    const { seed, path } = one;
    const { found } = await search(one.method, { seed, path, known: job.known, plant, grows: true });
    result.found = found;
  }
  process.send({ ...result, bytes: memory() });
});
process.send({ names: await methodsOf() });
