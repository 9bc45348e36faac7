// Runs the package in every runtime: `node tests/runtimes/run.mjs [name…]` takes those whose name has one of
// these texts in it. `cargo xtask test runtimes` sets the variables.

import * as browsers from "./browsers.mjs";
import * as bundlers from "./bundlers.mjs";
import * as csp from "./csp.mjs";
import * as edge from "./edge.mjs";
import { Kit, Missing } from "./kit.mjs";
import * as next from "./next.mjs";
import * as node from "./node.mjs";
import * as oneFile from "./one-file.mjs";
import * as shells from "./shells.mjs";
import * as workers from "./workers.mjs";
import { failures, table, totals } from "./table.mjs";

const MODULES = [node, shells, oneFile, workers, edge, browsers, csp, bundlers, next];
const RUNTIMES = MODULES.flatMap(({ runtimes }) => runtimes);

/** For a runtime that hangs; none is timed. */
const LIMIT_MS = 300_000;

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const chosen = RUNTIMES.filter(({ name }) => {
  return wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part));
});
if (chosen.length === 0) {
  throw new Error(`there is no such runtime, but: ${RUNTIMES.map(({ name }) => name).join("; ")}`);
}

const rows = [];
await Kit.begin();
try {
  for (const runtime of chosen) {
    const start = performance.now();
    rows.push(await row(runtime));
    console.error(`${runtime.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
} finally {
  await Kit.end();
}

const strict = Boolean(process.env.CI);
const { pass, fail } = totals(rows, strict);
console.log(`\n${table(rows)}\n`);
failures(rows).forEach((failure) => console.log(`${failure}\n`));
console.log(`# pass ${pass}\n# fail ${fail}`);
process.exitCode = fail > 0 ? 1 : 0;

async function row({ name, run }) {
  const kit = new Kit();
  let timer;
  const limit = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`it hangs: ended after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    const { version, results } = await Promise.race([run(kit), limit]);
    if (!results?.length) throw new Error("it gave no results");
    return { name, version, results: [...results, await once(kit.accounts, results)] };
  } catch (error) {
    return error instanceof Missing ? { name, missing: error.message } : { name, broken: error.stack };
  } finally {
    clearTimeout(timer);
    await kit.close();
  }
}

/** Compares the starts that were sent with those that arrived: a start that comes twice is paid twice. */
async function once(accounts, results) {
  const sent = results.reduce((sum, { starts = 0 }) => sum + starts, 0);
  const counters = await Promise.all(accounts.map((account) => account.counters()));
  const arrived = counters.reduce((sum, { addFaceSwapTask = 0 }) => sum + addFaceSwapTask, 0);
  return { check: "once", ok: sent > 0 && sent === arrived, error: `${sent} starts were sent, ${arrived} arrived` };
}
