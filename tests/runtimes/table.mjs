// The outcome as a table: a row for each runtime, a column for each check.

import { CHECKS } from "./conformance.mjs";

/** The checks, whether starts that never left are told from others, and whether the service got each start, once. */
export const COLUMNS = [...CHECKS, "unsent", "once"];

/** What a row shows in a column: `ok`, `FAIL` or `-`. */
export function cell({ results = [] }, column) {
  const own = results.filter(({ check }) => check === column);
  if (own.length === 0) return "-";
  return own.every(({ ok }) => ok) ? "ok" : "FAIL";
}

const title = ({ name, version }) => (version ? `${name} (${version})` : name);

/** Each row is `{ name, version, results }`, or has `missing` or `broken`, which say why there are none. */
export function table(rows) {
  const width = Math.max(...rows.map((row) => title(row).length), "runtime".length);
  const line = (first, cells) =>
    `${first.padEnd(width)}  ${cells.map((text, place) => text.padEnd(COLUMNS[place].length)).join(" ")}`.trimEnd();
  const shown = rows.map((row) => {
    if (row.missing) return `${title(row).padEnd(width)}  not tested: ${row.missing}`;
    if (row.broken) return `${title(row).padEnd(width)}  FAIL`;
    return line(title(row), COLUMNS.map((column) => cell(row, column)));
  });
  return [line("runtime", COLUMNS), ...shown].join("\n");
}

/** What went wrong, a text for each failure. */
export function failures(rows) {
  return rows.flatMap((row) => {
    if (row.broken) return [`${title(row)}: ${row.broken}`];
    const failed = (row.results ?? []).filter(({ ok }) => !ok);
    return failed.map(({ check, error }) => `${title(row)}, ${check}: ${error}`);
  });
}

/** Counts the cells. Under `strict` a runtime that was not tested is a failure. */
export function totals(rows, strict) {
  const cells = rows.flatMap((row) => {
    if (row.missing) return strict ? ["FAIL"] : [];
    if (row.broken) return ["FAIL"];
    return COLUMNS.map((column) => cell(row, column));
  });
  const count = (word) => cells.filter((each) => each === word).length;
  return { pass: count("ok"), fail: count("FAIL") };
}
