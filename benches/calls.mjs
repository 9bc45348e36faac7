// `cargo xtask bench calls`: what a call costs once everything is loaded, ours beside bare `fetch` and other clients,
// all in one process, in turns.

import { PARTS } from "./calls/parts.mjs";
import { alternate } from "./measure/alternate.mjs";
import { BARE, CONTESTANTS } from "./measure/contestants.mjs";
import { versions } from "./measure/packages.mjs";
import { load, report } from "./measure/report.mjs";
import { withService } from "./measure/service.mjs";
import { spread } from "./measure/table.mjs";

const tables = [];
const budgets = [];
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
