// Runs what has a row in a table: one after another, each within a limit, those that the command line names.

import { Kit, Missing } from "./kit.mjs";

/** For what hangs; none is timed. */
const LIMIT_MS = 300_000;

/**
 * Runs those of `all` whose name has one of the command line's texts in it, and prints what came of them. `run(one, kit)`
 * gives `{ version, results }`; a kit of its own, made by `makeKit`, is closed behind it.
 */
export async function runRows(what, all, run, { table, failures, totals }, makeKit = () => new Kit()) {
  const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
  const chosen = all.filter(({ name }) => {
    return wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part));
  });
  if (chosen.length === 0) {
    throw new Error(`there is no such ${what}, but: ${all.map(({ name }) => name).join("; ")}`);
  }
  const rows = [];
  await Kit.begin();
  try {
    for (const one of chosen) {
      const start = performance.now();
      rows.push(await row(one, run, makeKit()));
      console.error(`${one.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  } finally {
    await Kit.end();
  }
  // What cannot be had is listed as not tested, and fails where CI is set.
  const { pass, fail } = totals(rows, Boolean(process.env.CI));
  console.log(`\n${table(rows)}\n`);
  failures(rows).forEach((failure) => console.log(`${failure}\n`));
  console.log(`# pass ${pass}\n# fail ${fail}`);
  process.exitCode = fail > 0 ? 1 : 0;
}

async function row(one, run, kit) {
  const { name } = one;
  let timer;
  const limit = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`it hangs: ended after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    const { version, results } = await Promise.race([run(one, kit), limit]);
    return { name, version, results };
  } catch (error) {
    return error instanceof Missing ? { name, missing: error.message } : { name, broken: error.stack };
  } finally {
    clearTimeout(timer);
    await kit.close();
  }
}

/** Compares the starts that were sent with those that arrived: a start that comes twice is paid twice. */
export async function once(accounts, results) {
  const sent = results.reduce((sum, { starts = 0 }) => sum + starts, 0);
  const counters = await Promise.all(accounts.map((account) => account.counters()));
  const arrived = counters.reduce((sum, { addFaceSwapTask = 0 }) => sum + addFaceSwapTask, 0);
  return { check: "once", ok: sent > 0 && sent === arrived, error: `${sent} starts were sent, ${arrived} arrived` };
}
