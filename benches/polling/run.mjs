// One contestant's run with so many tasks, from the start of the tasks to what is printed of it.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { Scene } from "./scene.mjs";

const PROCESS = fileURLToPath(new URL("process.mjs", import.meta.url));
/** A contestant that takes longer hangs. */
const LONGEST = 120_000;

export async function run(base, name, count) {
  const scene = await Scene.open(base, name.replaceAll(" ", "_"), count);
  const { waits, cpu } = await contest(scene, name);
  // Asked first: reading the ends is counted, too.
  const requests = await scene.asked();
  const ends = await scene.ends();
  await scene.close();

  const wrong = waits.filter(({ id, url }) => !url || url !== ends.get(id)?.url);
  const late = waits.map(({ id, at }) => Math.max(0, at - ends.get(id).at)).sort((a, b) => a - b);
  return {
    name,
    count,
    requests: requests.length,
    round: largestRound(requests),
    second: largestSecond(requests),
    median: median(late),
    worst: late.at(-1),
    cpu,
    wrong,
  };
}

/** Has the contestant wait in a process of its own, where nobody else's garbage is collected. */
async function contest(scene, name) {
  const child = fork(PROCESS, [name, scene.base, scene.token], { timeout: LONGEST });
  const message = () =>
    new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code, signal) => reject(new Error(`${name} ended with ${signal ?? code}, not with a result`)));
    });
  await message();
  await scene.release();
  child.send(scene.ids);
  return message();
}

/** The most requests of any round. A round ends before the first request for a task that it has asked about. */
function largestRound(requests) {
  let [largest, size, asked] = [0, 0, new Set()];
  for (const { ids } of requests) {
    if (ids.some((id) => asked.has(id))) [size, asked] = [0, new Set()];
    ids.forEach((id) => asked.add(id));
    largest = Math.max(largest, ++size);
  }
  return largest;
}

/** The most requests within any second. */
function largestSecond(requests) {
  let [largest, first] = [0, 0];
  requests.forEach(({ at }, place) => {
    while (requests[first].at <= at - 1000) first++;
    largest = Math.max(largest, place - first + 1);
  });
  return largest;
}

function median(sorted) {
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
