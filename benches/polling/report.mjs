// What is printed, and kept in benches/RESULTS.md.

import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";

import { CONTESTANTS } from "./contestants.mjs";
import { FIRST_END, LAST_END } from "./scene.mjs";

const HEADING = "## polling";
const COLUMNS = ["waits", "", "requests", "a round", "a second", "median", "worst", "CPU", "wrong"];

/** The table, as plain text. */
export function table(results) {
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
  const widths = COLUMNS.map((column, place) => Math.max(column.length, ...rows.map((row) => row[place].length)));
  const line = (row) => row.map((cell, place) => pad(cell, widths[place], place === 1)).join("  ");
  return [COLUMNS, ...rows].map(line).join("\n");
}

/** What the columns mean, and under which conditions they were measured. */
export async function notes(load) {
  const pauses = [];
  for (const [name, contestant] of Object.entries(CONTESTANTS)) {
    pauses.push(`  ${name.padEnd(12)}  ${(await packageOf(contestant)).padEnd(21)}  ${contestant.pause}`);
  }
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
Before, the load of the machine was ${load.toFixed(1)}, on ${cpus().length} cores. What else it does makes times longer and requests fewer.`;
}

/** Replaces what the file says of this bench. */
export async function keep(file, text) {
  const [cpu, ...others] = cpus();
  const facts = [
    `By \`cargo xtask bench polling --write\` on ${new Date().toISOString().slice(0, 10)}`,
    `${cpu.model.trim()} (${others.length + 1} cores)`,
    `Node ${process.versions.node} on ${process.platform} ${process.arch}.`,
  ];
  const old = await readFile(file, "utf8").catch(() => "# Results\n");
  const [head, ...sections] = old.split(/^(?=## )/m).filter((section) => !section.startsWith(`${HEADING}\n`));
  const section = `${HEADING}\n\n${facts.join(", ")}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
  await writeFile(file, [head, ...sections, section].map((part) => `${part.trim()}\n`).join("\n"));
}

/** The package of a contestant and its version; the loop by hand has none. */
async function packageOf({ package: name }) {
  if (!name) return "";
  const installed = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  const manifest = name === "a2e-wasm" ? join(process.env.A2E_PACKAGE, "package.json") : installed;
  return `${name} ${JSON.parse(await readFile(manifest, "utf8")).version}`;
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}

function pad(cell, width, left) {
  return left ? cell.padEnd(width) : cell.padStart(width);
}
