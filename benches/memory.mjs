// `cargo xtask bench memory`: what stays behind after very many calls, and after very many clients.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { BARE, OURS } from "./measure/contestants.mjs";
import { manifest } from "./measure/packages.mjs";
import { report } from "./measure/report.mjs";
import { message } from "./measure/service.mjs";
import { number, table } from "./measure/table.mjs";

const PROCESS = fileURLToPath(new URL("memory/process.mjs", import.meta.url));
/** Bytes of the heap for each call: an object takes 12 or more, so one that every call leaves behind would show. */
const MOST = 8;

const RUNS = [
  { name: OURS, what: "calls", marks: [1_000, 10_000, 100_000] },
  { name: BARE, what: "calls", marks: [1_000, 10_000, 100_000] },
  { name: OURS, what: "clients", marks: [1_000, 10_000, 20_000] },
];

const rows = [];
const budgets = [];
for (const { name, what, marks } of RUNS) {
  const held = await message(fork(PROCESS, [name, what, ...marks], { execArgv: ["--expose-gc"] }));
  rows.push(...held.map(({ mark, wasm, heap }) => [name, `${number(mark)} ${what}`, number(wasm), number(heap)]));
  if (name !== OURS) continue;
  const [first, second, last] = held;
  const span = ({ mark }) => `from ${number(mark)} to ${number(last.mark)} ${what}`;
  const wasm = last.wasm - first.wasm;
  // In the first thousands the engine still compiles, and keeps what it makes.
  const each = (last.heap - second.heap) / (last.mark - second.mark);
  const heap = `${each.toFixed(2)} bytes for each; less than ${MOST} are allowed`;
  budgets.push(
    { says: `${span(first)} the wasm's memory grows by ${number(wasm)} bytes; 0 are allowed`, kept: wasm === 0 },
    { says: `${span(second)} the heap grows by ${heap}`, kept: each < MOST },
  );
}

const notes = `In bytes, after garbage was collected: the wasm's own memory, and JavaScript's heap with all programs in it.

Calls are reads of one record with a fetch that answers at once; each client makes one such read and is closed.
Each three rows are a process of its own; after every 1,000th client garbage is collected, because what a closed client
holds of the wasm goes with its finaliser, which an engine runs when it likes. ${OURS} ${manifest(OURS).version}.`;
await report("memory", [table(["", "after", "wasm", "heap"], rows), notes], budgets);
