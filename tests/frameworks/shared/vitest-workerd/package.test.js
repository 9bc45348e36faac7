import { env } from "cloudflare:test";
import { test, vi } from "vitest";
import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { timers } from "./timers.js";

test("the package", async () => {
  const report = await check(entry, { token: env.A2E_TOKEN, baseUrl: env.A2E_BASE_URL });
  vi.useFakeTimers();
  report["fake timers"] = await timers(entry, (ms) => vi.advanceTimersByTimeAsync(ms));
  vi.useRealTimers();
  console.log(`REPORT ${JSON.stringify(report)}`);
}, 120_000);
