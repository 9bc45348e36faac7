// `cargo xtask bench start-up`: what a program waits for that imports a package and makes its first call, as a command
// line tool or a function that is started for one request does.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { alternate } from "./measure/alternate.mjs";
import { BARE, CONTESTANTS, OURS } from "./measure/contestants.mjs";
import { versions } from "./measure/packages.mjs";
import { load, report } from "./measure/report.mjs";
import { message, withService } from "./measure/service.mjs";
import { spread } from "./measure/table.mjs";

const PROCESS = fileURLToPath(new URL("start-up/process.mjs", import.meta.url));
// Enough for medians that stand still; the first rounds bring the files into the memory of the machine.
const TURNS = { rounds: 21, warm: 2 };

const samples = await withService((base) =>
  alternate(Object.keys(CONTESTANTS), TURNS, (name) => message(fork(PROCESS, [name, base]))),
);

/** The table of one of the times that each sample has, in milliseconds. */
function part(title, base = BARE) {
  const times = [...samples].map(([name, all]) => [name, all.map((sample) => sample[title] * 1000)]);
  return spread(title, "ms", new Map(times), base);
}

const notes = `first answer  from the begin of the program to the end of its first call: import, client, connection, one record
import        the first part of it
CPU           of the process until then, so the start of Node is in it

Each sample is a process of its own; they take turns, in an order that changes. ${TURNS.rounds} of each, after ${TURNS.warm} that do not
count. Node loads its own fetch when it is first touched, which most do with the first call and ky with its import.
${versions(CONTESTANTS)}
${load()}`;
await report("start-up", [part("first answer"), part("import", OURS), part("CPU"), notes], []);
