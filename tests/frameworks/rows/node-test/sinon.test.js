import { test } from "node:test";
import sinon from "sinon";
import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { timers } from "./timers.js";

test("the package", async () => {
  const report = await check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL });
  const clock = sinon.useFakeTimers();
  report["fake timers"] = await timers(entry, (ms) => clock.tickAsync(ms));
  clock.restore();
  console.log(`REPORT ${JSON.stringify(report)}`);
});
