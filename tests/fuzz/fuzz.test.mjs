// The search finds a planted fault of each kind, names it, and is the same for the same seed.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const RUN = join(import.meta.dirname, "run.mjs");
/** The method around which each fault is planted: see `plants.mjs`. */
const PLANTED = {
  "never settles": "faceSwap.get",
  "no A2EError": "faceSwap.get",
  unhandled: "faceSwap.get",
  "second start": "faceSwap.start",
  "token shown": "faceSwap.get",
  "growing memory": "faceSwap.get",
  "lost id": "faceSwap.run",
  "false end": "faceSwap.wait",
  "odd view": "faceSwap.wait",
  "charge forgotten": "faceSwap.start",
  "left behind": "faceSwap.get",
};

/** Searches the programs of one method for a few rounds. */
function search(method, rounds, plant) {
  const given = [RUN, "--seed", "1", "--seconds", "300", "--rounds", String(rounds), "--method", method];
  const env = { ...process.env, ...(plant && { A2E_FUZZ_PLANT: plant }) };
  return new Promise((resolve) => {
    execFile(process.execPath, given, { env }, (error, output, errors) => resolve({ code: error?.code ?? 0, output, errors }));
  });
}

for (const [check, method] of Object.entries(PLANTED)) {
  test(`a planted fault is found: ${check}`, async () => {
    const { code, output, errors } = await search(method, 24, check);
    assert.equal(errors, "");
    assert.equal(code, 1);
    const findings = output.split("\n").filter((line) => line.startsWith("## "));
    assert.ok(findings.includes(`## ${check}: ${method}`), `found were: ${findings}`);
    // With a program that can be run.
    assert.match(output, /^import \{ createClient, .* from "\.\/tests\/fuzz\/again\.mjs";$/m);
  });
}

test("a seed gives the same search each time", async () => {
  const [one, other] = [await search("faceSwap.run", 4), await search("faceSwap.run", 4)];
  assert.match(one.output, /^# \d+ programs with \d+ calls of 1 methods/m);
  assert.deepEqual(one, other);
});
