// Runs the package in the projects of many frameworks: `node tests/frameworks/run.mjs [--all] [--fresh] [--install] [--write] [NAME…]`.
// Without names it takes the rows that CI always runs, with `--all` every row; a name takes the rows that have it in
// theirs. `--fresh` installs the frameworks again. `--install` does nothing else. `--write` keeps the outcomes for the tables of README and docs.
// `cargo xtask test frameworks` sets the variables.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Documented } from "./documented.mjs";
import { Place } from "./place.mjs";
import { failures, table, totals } from "./table.mjs";

const ROWS = join(import.meta.dirname, "rows");
/** For what hangs. No row is timed. */
const LIMIT_MS = 300_000;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(["all", "fresh", "install", "write"].map((name) => [name, { type: "boolean" }])),
});
const documented = await Documented.read();
const rows = await all();
const chosen = rows.filter(wanted);
if (chosen.length === 0) throw new Error(`there is no such row, but: ${rows.map(({ name }) => name).join("; ")}`);

const outcomes = [];
for (const row of chosen) {
  const start = performance.now();
  const outcome = await run(row);
  const seconds = (performance.now() - start) / 1000;
  outcomes.push({ ...outcome, seconds });
  console.error(`${row.name}: ${outcome.problems.length ? "FAIL" : "ok"}, ${seconds.toFixed(1)} s`);
  outcome.problems.forEach((problem) => console.error(`  ${problem.replaceAll("\n", "\n  ")}`));
}
await Place.end();
if (flags.install) process.exit(outcomes.some(({ problems }) => problems.length) ? 1 : 0);
if (flags.write) await documented.write(outcomes);
// A run of named rows is for work on these rows.
const disagreements = positionals.length === 0 ? documented.disagreements(rows) : [];

console.log(`\n${table(outcomes)}\n`);
failures(outcomes, disagreements).forEach((failure) => console.log(`${failure}\n`));
const { pass, fail } = totals(outcomes, disagreements);
console.log(`# pass ${pass}\n# fail ${fail}`);
process.exitCode = fail > 0 ? 1 : 0;

/** The rows, in the order of their folders' names. */
async function all() {
  const folders = await readdir(ROWS, { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
  return Promise.all(names.map(async (folder) => {
    const { default: row } = await import(`./rows/${folder}/row.mjs`);
    return { takes: "nothing", ...row, folder: join(ROWS, folder) };
  }));
}

function wanted({ name, folder, always }) {
  if (positionals.length === 0) return flags.all || always;
  const texts = [name, folder.slice(ROWS.length + 1)].map((text) => text.toLowerCase());
  return positionals.some((part) => texts.some((text) => text.includes(part.toLowerCase())));
}

/** Gives `{ name, versions, reports, problems }`. */
async function run(row) {
  const place = new Place(row, { fresh: flags.fresh, documented });
  const outcome = { name: row.name, group: row.group, takes: row.takes, versions: "", reports: {}, problems: [] };
  let timer;
  const limit = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error("it hangs")), row.timeout ?? LIMIT_MS);
  });
  try {
    if (flags.install) {
      await place.install();
      return outcome;
    }
    outcome.versions = await place.prepare();
    const given = await Promise.race([row.run(place), limit]);
    outcome.reports = Object.values(given).some((value) => typeof value === "object") ? given : { "": given };
    outcome.problems = await place.problems(outcome.reports);
  } catch (error) {
    outcome.problems.push(`${error.stack}\n${place.said()}`.trim());
  } finally {
    clearTimeout(timer);
    await place.close();
  }
  return outcome;
}
