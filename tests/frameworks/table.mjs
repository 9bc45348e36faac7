// The outcome as a table: a line for each report of each row, a column for each check.

import { CHECKS } from "./shared/check.js";

export const COLUMNS = CHECKS;

/** What a report shows in a column: `ok`, `FAIL`, or `-` where the check makes no sense there. */
export const cell = (report, column) => (column in report ? (report[column] === "ok" ? "ok" : "FAIL") : "-");

const title = ({ name, versions }, part = "") => [name, part].filter(Boolean).join(", ") + (versions ? ` (${versions})` : "");

export function table(outcomes) {
  const lines = outcomes.flatMap((outcome) => {
    const reports = Object.entries(outcome.reports);
    if (reports.length === 0) return [[title(outcome), ["FAIL"]]];
    return reports.map(([part, report]) => [title(outcome, part), COLUMNS.map((column) => cell(report, column))]);
  });
  const width = Math.max(...lines.map(([text]) => text.length), "framework".length);
  const line = ([text, cells]) => `${text.padEnd(width)}  ${cells.map((each, at) => each.padEnd(COLUMNS[at].length)).join(" ")}`.trimEnd();
  return [["framework", COLUMNS], ...lines].map(line).join("\n");
}

/** A text for each failure. */
export const failures = (outcomes, disagreements) =>
  [...outcomes.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)), ...disagreements];

/** Counts the reports that are good, and the failures. */
export function totals(outcomes, disagreements) {
  const good = outcomes.filter(({ problems }) => problems.length === 0);
  const pass = good.reduce((sum, { reports }) => sum + Object.keys(reports).length, 0);
  return { pass, fail: failures(outcomes, disagreements).length };
}
