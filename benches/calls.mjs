// `cargo xtask bench calls`: what a call costs once everything is loaded, ours beside bare `fetch` and other clients,
// all in one process, in turns.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { PARTS } from "./calls/parts.mjs";
import { alternate } from "./measure/alternate.mjs";
import { BARE, CONTESTANTS, OURS } from "./measure/contestants.mjs";
import { versions } from "./measure/packages.mjs";
import { load, report } from "./measure/report.mjs";
import { message, withService } from "./measure/service.mjs";
import { spread, table } from "./measure/table.mjs";

const CROSSINGS = fileURLToPath(new URL("calls/crossings.mjs", import.meta.url));
/** How often the wasm may call into JavaScript. */
const MOST = { start: 40, read: 25 };

const tables = [];
const budgets = [];
await countCrossings();
await withService(async (base) => {
  for (const { title, unit, rounds, warm, clients, turn, judge, about } of PARTS) {
    const contestants = await clients(base);
    const samples = await alternate([...contestants.keys()], { rounds, warm }, (name) => turn(contestants.get(name)));
    tables.push(`${spread(title, unit, samples, BARE)}\n\n${about} ${rounds} rounds.`);
    budgets.push(...judge(samples));
  }
});

const notes = `× ${BARE}  how many times as much as for ${BARE} it was in the same round: the median

All are in one process and take turns; a round is a turn of each, in an order that changes. All get the same bytes.
${versions(CONTESTANTS)}
${load()}`;
await report("calls", [...tables, notes], budgets);

/** In a process of its own: what counts the calls makes each of them slower. */
async function countCrossings() {
  const imports = await message(fork(CROSSINGS));
  const sum = (what) => imports.reduce((all, { [what]: count }) => all + count, 0);
  imports.sort((one, other) => other.start - one.start || other.read - one.read || one.name.localeCompare(other.name));
  const rows = [...imports, { name: "together", start: sum("start"), read: sum("read") }];
  const cells = rows.map(({ name, start, read }) => [name, String(start), String(read)]);
  tables.push(`${table(["calls from wasm into JavaScript", "of a start", "of a read"], cells)}

By import. The start is faceSwap.start({ name, face_url, video_url }), the read faceSwap.get(id), each after one that does not count.`);
  for (const [what, most] of Object.entries(MOST)) {
    const says = `a ${what} of ${OURS} makes ${sum(what)} calls from wasm into JavaScript; ${most} are allowed`;
    budgets.push({ says, kept: sum(what) <= most });
  }
}
