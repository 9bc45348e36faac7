import { mock, test } from "node:test";
import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { timers } from "./timers.js";

/** `tick` of node:test does not wait for promises. */
async function tick(ms) {
  for (let passed = 0; passed < ms; passed += 1_000) {
    mock.timers.tick(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("the package", async () => {
  const report = await check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL });
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  report["fake timers"] = await timers(entry, tick);
  mock.timers.reset();
  console.log(`REPORT ${JSON.stringify(report)}`);
});
