// The outcome as a table: a line for each row, a column for each check.

import { CHECKS } from "./shared/check.js";

/** What a row shows in a column: `ok`, `FAIL`, or `-` where none of its ways has that check. */
function cell(reports, column) {
  const outcomes = reports.map((report) => report[column]).filter((outcome) => outcome !== undefined);
  if (outcomes.length === 0) return "-";
  return outcomes.every((outcome) => outcome === "ok") ? "ok" : "FAIL";
}

const title = ({ name, versions }) => (versions ? `${name} (${versions})` : name);

/** Each outcome is `{ name, versions, reports, problems }`; `reports` has a report for each way in which a row ran. */
export function table(outcomes) {
  const width = Math.max(...outcomes.map((outcome) => title(outcome).length), "framework".length);
  const line = (first, cells, ways) => `${first.padEnd(width)}  ${cells.map((each, at) => each.padEnd(CHECKS[at].length)).join(" ")}  ${ways}`.trimEnd();
  const lines = outcomes.map((outcome) => {
    const reports = Object.values(outcome.reports);
    if (reports.length === 0) return `${title(outcome).padEnd(width)}  FAIL`;
    const ways = Object.keys(outcome.reports).filter(Boolean).join("; ");
    return line(title(outcome), CHECKS.map((check) => cell(reports, check)), ways);
  });
  return [line("framework", CHECKS, "ways"), ...lines].join("\n");
}

/** A text for each failure. */
export const failures = (outcomes, disagreements) =>
  [...outcomes.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)), ...disagreements];

/** Counts the ways that are good, and the failures. */
export function totals(outcomes, disagreements) {
  const good = outcomes.filter(({ problems }) => problems.length === 0);
  const pass = good.reduce((sum, { reports }) => sum + Object.keys(reports).length, 0);
  return { pass, fail: failures(outcomes, disagreements).length };
}
