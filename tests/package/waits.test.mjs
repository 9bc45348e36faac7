// Very many waits, and very many calls with one signal.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";
import { App, SWAP } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();

const id = (n) => n.toString(16).padStart(24, "0");
const reply = (data) => new Response(JSON.stringify({ code: 0, data }));
const DONE = { current_status: "completed", result_url: "https://a.example/done.mp4" };

/** A client of a service whose tasks have all ended. */
const clientOf = (options) => createClient({ token: "sk_emulator_package", ...options });

// A search through all waits at the beginning of each would take minutes.
test("a hundred thousand waits begin, and end with their client", { timeout: 120_000 }, async () => {
  const a2e = await clientOf({ fetch: () => new Promise(() => {}) });
  const waits = Array.from({ length: 100_000 }, (_, n) => a2e.faceSwap.wait(id(n)).catch(({ taskId }) => taskId));
  a2e.close();
  const ids = await Promise.all(waits);
  assert.ok(ids.every((taskId, n) => taskId === id(n)));
});

test("a task that nobody waits for any more can be waited for again", async () => {
  let asked = 0;
  const fetch = async (url) => {
    asked += 1;
    return reply({ _id: url.slice(-24), ...DONE });
  };
  const a2e = await clientOf({ fetch });
  for (const polls of [1, 2]) {
    const waits = [a2e.faceSwap.wait(id(1)), a2e.faceSwap.wait(id(1))];
    assert.deepEqual((await Promise.all(waits)).map(({ state }) => state), ["succeeded", "succeeded"]);
    assert.equal(asked, polls);
  }
});

test("calls with one signal listen to it once, and not at all when they have ended", { timeout: 30_000 }, async ({ signal }) => {
  const program = `
    import { getEventListeners } from "node:events";
    import { createClient } from "a2e-wasm";
    const a2e = await createClient({ token: "sk_emulator_package", fetch: async (url, { signal }) => {
      await new Promise((done) => setTimeout(done, 50));
      return new Response(JSON.stringify({ code: 0, data: { coins: 5 } }));
    } });
    const { signal } = new AbortController();
    const calls = Array.from({ length: 30 }, () => a2e.account.coins({ signal }));
    console.log(getEventListeners(signal, "abort").length);
    await Promise.all(calls);
    console.log(getEventListeners(signal, "abort").length);`;
  // Node would write a warning.
  assert.deepEqual(await app.run("listeners.mjs", program, { signal }), { stdout: "1\n0\n", stderr: "", code: 0 });
});

test("each of the calls with one signal ends with it, and a later one at once", async () => {
  const a2e = await clientOf({ fetch: () => new Promise(() => {}) });
  const controller = new AbortController();
  const { signal } = controller;
  const tell = (error) => [error.kind, error.cause];
  const begin = () => [
    a2e.account.coins({ signal }),
    a2e.faceSwap.run(SWAP, { signal }),
    a2e.faceSwap.wait(id(1), { signal }),
    a2e.faceSwap.watch(id(1), { signal }).next(),
  ].map((call) => call.catch(tell));
  const calls = begin();
  // One that has ended takes nothing from the others.
  const own = new AbortController();
  const left = a2e.account.coins({ signal: own.signal }).catch(tell);
  own.abort("alone");
  assert.deepEqual(await left, ["aborted", "alone"]);
  assert.equal(getEventListeners(signal, "abort").length, 1);
  controller.abort("enough");
  assert.deepEqual(await Promise.all([...calls, ...begin()]), Array(8).fill(["aborted", "enough"]));
  assert.equal(getEventListeners(signal, "abort").length, 0);
});

test("a value outside its published limits is warned of once, with a key and without", async () => {
  for (const key of [{}, { idempotencyKey: "order-1234" }, { idempotencyKey: "order-1234", keyIsNew: true }]) {
    const warnings = [];
    const logger = { debug() {}, warn: (line) => warnings.push(line) };
    const fetch = async (url, { method }) => reply(method === "POST" ? { _id: id(1), current_status: "sent" } : { rows: [], count: 0 });
    const a2e = await clientOf({ fetch, logger });
    const given = { name: "Ada", prompt: "A calm sea", model_type: "z", width: 1 };
    await a2e.textToImage.start(given, key);
    assert.deepEqual(warnings, [...new Set(warnings)]);
    assert.ok(warnings.length > 0);
  }
});
