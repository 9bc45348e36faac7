// What Node prints of an error that nobody catches. Before its message stands the line of the source that it came from, so
// that line must be short.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, SWAP } from "./support.mjs";

const app = await App.install();

const FAKE = `const answer = (data) => Response.json({ code: 0, data });
const fetch = async (url, { method }) => method === "POST"
  ? answer({ _id: "${"a".repeat(24)}", current_status: "initialized" })
  : answer({ _id: "${"a".repeat(24)}", current_status: "failed", failed_message: "no face" });
const poll = { minIntervalMs: 1, maxIntervalMs: 1 };`;

/** Programs by what they print; each fails in another way, and their last statement is not waited for. */
const PROGRAMS = {
  "createClient: option `token` has a space": `createClient({ token: "a b" });`,
  "createClient: option `colour` is unknown": `createClient({ token: "a", colour: 1 });`,
  "a2e-wasm is not loaded yet": `new A2E({ token: "a" });`,
  "the request could not be sent: no": `createClient({ token: "a", fetch: () => { throw new Error("no") }, maxRetries: 0 })
    .then((a2e) => void a2e.account.coins());`,
  "`face_url` is required": `createClient({ token: "a" }).then((a2e) => void a2e.faceSwap.start({ name: "a" }));`,
  "`record` must be a record with an id": `createClient({ token: "a" }).then((a2e) => setTimeout(() => a2e.faceSwap.task(5)));`,
  "the call was aborted by its signal": `createClient({ token: "a" })
    .then((a2e) => void a2e.account.coins({ signal: AbortSignal.abort() }));`,
  "failed: no face": `${FAKE} createClient({ token: "a", fetch, poll })
    .then((a2e) => void a2e.faceSwap.run(${JSON.stringify(SWAP)}));`,
  "a bug in a2e-wasm stopped this call": `createClient({ token: "a", fetch: () => { throw new Error("no") } }).then((a2e) => {
      // It leaves the module as a panic does, in the middle of a step.
      Math.random = () => { throw new WebAssembly.RuntimeError("unreachable"); };
      void a2e.account.coins();
    });`,
  "createProxy: option `token` is missing": `createProxy({});`,
  "verifyWebhook: `secret`": `verifyWebhook(new Request("https://a.example"), {});`,
};

const IMPORTS = {
  mjs: `import { A2E, createClient } from "a2e-wasm";
import { createProxy, verifyWebhook } from "a2e-wasm/server";`,
  cjs: `const { A2E, createClient } = require("a2e-wasm");
const { createProxy, verifyWebhook } = require("a2e-wasm/server");`,
};

for (const [kind, imports] of Object.entries(IMPORTS)) {
  for (const [words, program] of Object.entries(PROGRAMS)) {
    test(`${kind}: ${words}`, async ({ signal }) => {
      const { stderr, code } = await app.run(`uncaught.${kind}`, `${imports}\n${program}\n`, { signal });
      assert.equal(code, 1, stderr);
      const lines = stderr.split("\n");
      const at = lines.findIndex((line) => line.includes(words));
      assert.ok(at >= 0 && at < 6, stderr.slice(0, 2000));
      assert.deepEqual(lines.slice(0, at).filter((line) => line.length > 200), []);
    });
  }
}
