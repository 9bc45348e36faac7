// One process that searches: it is told a method and a seed, and tells what it counted and found.

import { METHODS } from "./described.mjs";
import { handles, memory } from "./inside.mjs";
import { methodsOf } from "./package.mjs";
import { plants } from "./plants.mjs";
import { search } from "./search.mjs";

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]));
const plant = plants[process.env.A2E_FUZZ_PLANT];

process.on("message", async ({ method, ...job }) => {
  const result = await search(BY_NAME.get(method), { ...job, plant });
  process.send({ ...result, bytes: memory(), held: handles() });
});
process.send({ names: await methodsOf() });
