// What the rows of test runners have in common: a test prints its report, because a test has no other way out in all of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The report in what a test runner printed. */
export function reported(output) {
  const [, report] = output.match(/REPORT (\{.*\})/) ?? [];
  if (!report) throw new Error(`no report in:\n${output.slice(-4000)}`);
  return JSON.parse(report);
}

/** The test of a runner whose fake timers are those of `tool`. */
export const testWith = (tool) => `
test("the package", async () => {
  const report = await check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL });
  ${tool}.useFakeTimers();
  report["fake timers"] = await timers(entry, (ms) => ${tool}.advanceTimersByTimeAsync(ms));
  ${tool}.useRealTimers();
  console.log("REPORT " + JSON.stringify(report));
}, 120_000);
`;

export const TIMERS = readFileSync(join(import.meta.dirname, "runners/timers.js"), "utf8");
/** timers.js as a module of CommonJS. */
export const TIMERS_CJS = `${TIMERS.replace(/^export /gm, "")}\nmodule.exports = { timers };\n`;
