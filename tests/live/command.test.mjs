// The program behind `cargo xtask live`: what it prints and keeps, and how it ends.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { BASE } from "../operations/account.mjs";
import { ROOT } from "../operations/description.mjs";
import { Front } from "./front.mjs";
import { PACKAGE } from "./scene.mjs";

const TOKEN = "sk_emulator_live_command";

/** Runs the program. */
async function run(variables) {
  const directory = mkdtempSync(join(tmpdir(), "a2e-live-"));
  const env = {
    ...process.env,
    A2E_PACKAGE: PACKAGE,
    A2E_LIVE_DIRECTORY: directory,
    A2E_TOKEN: TOKEN,
    A2E_LIVE_URL: BASE,
    A2E_LIVE_SERVICE: "a test",
    A2E_LIVE_REQUESTS: "400",
    A2E_LIVE_PAUSE: "0",
    A2E_LIVE_SPEND: "0",
    ...variables,
  };
  const child = spawn(process.execPath, [join(ROOT, "tests/live/run.mjs")], { env });
  const output = { out: "", err: "" };
  child.stdout.on("data", (data) => (output.out += data));
  child.stderr.on("data", (data) => (output.err += data));
  const [code] = await once(child, "close");
  return { code, ...output, kept: (name) => readFileSync(join(directory, name), "utf8") };
}

test("a service that is as described ends it with 0, and the report is printed and kept", async () => {
  const { code, out, err, kept } = await run();
  assert.deepEqual([code, err], [0, ""]);
  assert.match(out, /^# Live check of a2e-wasm\n[^]*\n## Differences: 0\n\nNothing differs\.\n/);
  assert.equal(`${kept("report.md")}\n`, out);
  const report = JSON.parse(kept("report.json"));
  assert.deepEqual([report.about.service, report.differences], ["a test", []]);
});

test("a difference ends it with 1, and is a row of the report", async () => {
  const front = await Front.open(BASE);
  front.plant({ getCurrentUser: ({ envelope }) => (envelope.data.queue_position = 7) });
  const { code, out, err } = await run({ A2E_LIVE_URL: front.url });
  front.close();
  assert.deepEqual([code, err], [1, ""]);
  const row =
    "| field unknown | `getCurrentUser` | `data.queue_position` | nothing | number | openapi.yaml | observed | 1 |";
  assert.ok(out.includes(`\n## Differences: 1\n`) && out.includes(`\n${row}\n`), out);
});

test("what cannot be compared ends it with 2, and says why without the token", async () => {
  const cases = {
    // A port that nobody listens to.
    "The service cannot be reached.": { A2E_LIVE_URL: "http://127.0.0.1:9" },
    "The service refuses the token.": { A2E_TOKEN: "sk_unknown_to_the_service" },
    "The client refuses the token.": { A2E_TOKEN: "no token\n" },
    "The client refuses the address of the service.": { A2E_LIVE_URL: "http://example.com" },
  };
  for (const [message, variables] of Object.entries(cases)) {
    const { code, out, err } = await run(variables);
    assert.deepEqual({ code, out, err }, { code: 2, out: "", err: `error: ${message}\n` });
  }
});
