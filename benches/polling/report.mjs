// What is printed of the waits.

import { manifest } from "../measure/packages.mjs";
import { load } from "../measure/report.mjs";
import { table } from "../measure/table.mjs";
import { CONTESTANTS } from "./contestants.mjs";
import { FIRST_END, LAST_END } from "./scene.mjs";

const COLUMNS = ["waits", "", "requests", "a round", "a second", "median", "worst", "CPU", "wrong"];

/** The table of all runs. */
export function waits(results) {
  const rows = results.map((result) => [
    String(result.count),
    result.name,
    String(result.requests),
    String(result.round),
    String(result.second),
    seconds(result.median),
    seconds(result.worst),
    `${Math.round(result.cpu)} ms`,
    String(result.wrong.length),
  ]);
  return table(COLUMNS, rows, 1);
}

/** What the columns mean, and under which conditions they were measured. */
export function notes() {
  const pauses = Object.entries(CONTESTANTS).map(([name, contestant]) => {
    return `  ${name.padEnd(12)}  ${packageOf(contestant).padEnd(21)}  ${contestant.pause}`;
  });
  return `requests  for the status of tasks, as the emulator counted them
a round   the most of these in any round; a round goes on until a task is asked about again
a second  the most of these in any second
median, worst  from a task's end at the emulator to the end of the wait
CPU       of the process that waits, from the begin of the waits to the end of the last
wrong     waits that did not end with the address of the task's result

All tasks are face swaps, started before; they end evenly ${FIRST_END / 1000} to ${LAST_END / 1000} s after the waits begin.
Each waits with the pause it has by default, in a process of its own; for 1 and 100 tasks side by side, for 1000 alone.
The other clients get a fetch that sends each request for a status to the emulator's route for one task. Pauses:
${pauses.join("\n")}
${load()} What else it does makes times longer and requests fewer.`;
}

/** The package of a contestant and its version; the loop by hand has none. */
function packageOf({ package: name }) {
  return name ? `${name} ${manifest(name).version}` : "";
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}
