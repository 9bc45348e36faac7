// `cargo xtask live` runs this. It ends with 0 if nothing differs, 1 if something does, and 2 if nothing could be compared.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, loadPackage, NotChecked } from "./live.mjs";
import { markdownOf } from "./report.mjs";

const { A2E_TOKEN, A2E_PACKAGE, A2E_LIVE_DIRECTORY, A2E_LIVE_URL, A2E_LIVE_SERVICE, A2E_LIVE_REQUESTS, A2E_LIVE_PAUSE, A2E_LIVE_SPEND } = process.env;

const progress = process.stderr.isTTY ? (name) => process.stderr.write(`\r\x1b[K${name}`) : undefined;

async function run() {
  const report = await check(await loadPackage(A2E_PACKAGE, A2E_LIVE_DIRECTORY), {
    token: A2E_TOKEN,
    baseUrl: A2E_LIVE_URL,
    service: A2E_LIVE_SERVICE,
    requests: Number(A2E_LIVE_REQUESTS),
    pauseMs: Number(A2E_LIVE_PAUSE),
    budget: Number(A2E_LIVE_SPEND),
    progress,
  });
  progress?.("");
  const text = markdownOf(report);
  writeFileSync(join(A2E_LIVE_DIRECTORY, "report.md"), text);
  writeFileSync(join(A2E_LIVE_DIRECTORY, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  console.log(text);
  return report.differences.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  // A message could hold what a report must not; where it happened tells enough.
  const frames = String(error.stack).split("\n").filter((line) => /^\s+at /.test(line));
  console.error(error instanceof NotChecked ? `error: ${error.message}` : `error: ${error.name}\n${frames.join("\n")}`);
  process.exitCode = 2;
}
