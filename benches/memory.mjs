// `cargo xtask bench memory`: what stays behind after very many calls, and after very many clients.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { BARE, OURS } from "./measure/contestants.mjs";
import { versions } from "./measure/packages.mjs";
import { report } from "./measure/report.mjs";
import { message } from "./measure/service.mjs";
import { number, table } from "./measure/table.mjs";

const PROCESS = fileURLToPath(new URL("memory/process.mjs", import.meta.url));
/** An object takes 12 bytes or more, so one that each call leaves behind would show. */
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
  for (const { mark, wasm, heap } of held) rows.push([name, `${number(mark)} ${what}`, number(wasm), number(heap)]);
  if (name !== OURS) continue;
  const [first, second, last] = held;
  const more = last.wasm - first.wasm;
  // In the first thousands the engine still compiles, and keeps what it makes.
  const each = (last.heap - second.heap) / (last.mark - second.mark);
  budgets.push(
    {
      says: `the wasm's memory grows by ${number(more)} bytes from ${number(first.mark)} to ${number(last.mark)} ${what}; 0 are allowed`,
      kept: more <= 0,
    },
    {
      says: `the heap grows by ${each.toFixed(2)} bytes for each of ${what} ${number(second.mark)} to ${number(last.mark)}; less than ${MOST} are allowed`,
      kept: each < MOST,
    },
  );
}

const notes = `In bytes, after garbage was collected: the wasm's own memory, and JavaScript's heap with all programs in it.

Calls are reads of one record with a fetch that answers at once; each client makes one such read and is closed.
Every row pair is a process of its own. ${versions({ a2e: { package: "a2e-wasm" } })}.`;
await report("memory", [table(["", "after", "wasm", "heap"], rows), notes], budgets);
