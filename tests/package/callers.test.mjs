// What a caller hands in that throws, rejects or lies. A call answers with an `A2EError` or goes on; nothing is left over:
// the test runner fails at a rejection that nobody handles.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { App, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { A2EError, createClient } = await app.import();

const ID = "0123456789abcdef01234567";
const DONE = { _id: ID, current_status: "completed", result_url: "https://a.example/1.mp4" };
const QUICK = { minIntervalMs: 1, maxIntervalMs: 1, timeoutMs: 20 };

const client = (data, options) =>
  createClient({ token: "sk_emulator_package_callers", fetch: async () => Response.json({ code: 0, data }), maxRetries: 0, ...options });

const fail = (words) => {
  throw new Error(words);
};
const rejecting = async () => fail("a callback rejects");

/** Values whose every use throws, or one. */
const HOSTILE = {
  "a proxy with traps": () => new Proxy({}, { get: fail, has: fail, ownKeys: fail, getPrototypeOf: fail, getOwnPropertyDescriptor: fail }),
  "a revoked proxy": () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  "a revoked proxy of an array": () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  "an array with a getter": () => Object.defineProperty([1], 0, { get: () => fail("an element"), enumerable: true }),
  "an array whose element traps": () => new Proxy([ID], { get: (target, key) => (key === "0" ? fail("an element") : target[key]) }),
  "an array whose length traps": () => new Proxy([], { get: (target, key) => (key === "length" ? fail("a length") : target[key]) }),
  "an array that cannot be iterated": () => Object.assign([ID], { [Symbol.iterator]: () => fail("an iterator"), toJSON: () => fail("JSON") }),
  "an object with getters": () => ({ get family() { return fail("family"); }, get id() { return fail("id"); }, get _id() { return fail("_id"); } }),
  "an object that is no text": () => ({ [Symbol.toPrimitive]: () => fail("a primitive"), toString: () => fail("a text"), toJSON: () => fail("JSON") }),
  "a symbol": () => Symbol("x"),
  "a bigint": () => 10n,
};

/** Every place of a method into which a caller puts something. */
const PLACES = {
  waitAll: (a2e, value) => a2e.waitAll(value),
  "waitAll, a task": (a2e, value) => a2e.waitAll([value]),
  "waitAll, options": (a2e, value) => a2e.waitAll([], value),
  check: (a2e, value) => a2e.check(value),
  "check, a task": (a2e, value) => a2e.check([value]),
  wait: (a2e, value) => a2e.wait(value),
  "faceSwap.wait": (a2e, value) => a2e.faceSwap.wait(value),
  "faceSwap.wait, options": (a2e, value) => a2e.faceSwap.wait(ID, value),
  "faceSwap.wait, poll": (a2e, value) => a2e.faceSwap.wait(ID, { poll: value }),
  "faceSwap.get": (a2e, value) => a2e.faceSwap.get(value),
  "faceSwap.delete": (a2e, value) => a2e.faceSwap.delete(value),
  "faceSwap.batch": (a2e, value) => a2e.faceSwap.batch(value),
  "faceSwap.batch, an id": (a2e, value) => a2e.faceSwap.batch([value]),
  "faceSwap.list, signal": (a2e, value) => a2e.faceSwap.list({}, { signal: value }),
  "faceSwap.list, headers": (a2e, value) => a2e.faceSwap.list({}, { headers: value }),
  "faceSwap.start": (a2e, value) => a2e.faceSwap.start(value),
  "faceSwap.start, a field": (a2e, value) => a2e.faceSwap.start({ ...SWAP, name: value }),
  "faceSwap.start, a key": (a2e, value) => a2e.faceSwap.start(SWAP, { idempotencyKey: value }),
  "faceSwap.run": (a2e, value) => a2e.faceSwap.run(value),
  "seedance2Videos.rename": (a2e, value) => a2e.seedance2Videos.rename(ID, value),
  "credits.quote": (a2e, value) => a2e.credits.quote(value),
  call: (a2e, value) => a2e.call("GET", value),
  "call, method": (a2e, value) => a2e.call(value, "/x"),
  "call, body": (a2e, value) => a2e.call("POST", "/x", { body: value }),
  "storage.upload": (a2e, value) => a2e.storage.upload(value),
  download: (a2e, value) => a2e.download(value),
  "download, hosts": (a2e, value) => a2e.download("https://a.example/1.mp4", { allowHosts: value }),
};
// These throw: they give no promise.
const AT_ONCE = {
  notify: (a2e, value) => a2e.notify(value),
  "faceSwap.task": (a2e, value) => a2e.faceSwap.task(value),
  watch: (a2e, value) => a2e.watch(value),
  "faceSwap.watch, options": (a2e, value) => a2e.faceSwap.watch(ID, value),
  "faceSwap.listAll, options": (a2e, value) => a2e.faceSwap.listAll({}, value),
};

for (const [what, make] of Object.entries(HOSTILE)) {
  test(`${what} is refused with an A2EError, wherever it is given`, async () => {
    const a2e = await client({});
    for (const [place, call] of Object.entries(PLACES)) {
      let promise;
      assert.doesNotThrow(() => (promise = call(a2e, make())), place);
      const [outcome] = [await promise.catch((error) => [{ reason: error }])].flat();
      const error = outcome?.reason;
      assert.ok(A2EError.is(error), `${place}: ${String(error)}`);
      assert.match(error.kind, /^(validation|config)$/, `${place}: ${error.message}`);
    }
    for (const [place, call] of Object.entries(AT_ONCE)) {
      assert.throws(() => call(a2e, make()), (error) => A2EError.is(error) && /^(validation|config)$/.test(error.kind), place);
    }
  });
}

test("a promise among the parameters is refused and named, and its rejection is no loose end", async () => {
  let sent = 0;
  const a2e = await client({}, { fetch: async () => (sent++, Response.json({ code: 0, data: {} })) });
  const words = (message) => message.replace(/^.*JSON: /, "");
  for (const [params, message] of [
    [{ ...SWAP, name: rejecting() }, "await the promise of name first"],
    [{ ...SWAP, name: { toJSON: rejecting } }, "await the promise of name first"],
    [{ ...SWAP, toJSON: rejecting }, "await the promise of toJSON first"],
    [{ ...SWAP, more: [Promise.resolve(1)] }, "await the promise of 0 first"],
  ]) {
    const error = await failure(a2e.faceSwap.start(params));
    assert.deepEqual([error.kind, words(error.message)], ["validation", message]);
  }
  const error = await failure(a2e.call("POST", "/x", { body: { url: rejecting() } }));
  assert.equal(words(error.message), "await the promise of url first");
  await setImmediate();
  assert.equal(sent, 0);
});

test("callbacks that throw or reject change no call", async () => {
  for (const broken of [rejecting, () => fail("a callback throws"), () => ({ then: () => fail("then") }), () => ({ get then() { return fail("then"); } })]) {
    const hooks = { onRequest: broken, onResponse: broken, onRetry: broken, logger: { debug: broken, warn: broken } };
    const a2e = await client(DONE, hooks);
    assert.deepEqual(await a2e.faceSwap.get(ID), DONE);
    assert.equal((await a2e.faceSwap.wait(ID, { onProgress: broken, poll: QUICK })).state, "succeeded");
    assert.equal((await a2e.faceSwap.run(SWAP, { onProgress: broken, poll: QUICK })).state, "succeeded");
    const storage = { uploadUrl: "https://a.example/x", cdnUrl: "https://a.example/y", key: "k" };
    const stores = await client(storage, hooks);
    assert.equal((await stores.storage.upload(new Blob(["x"]), { onProgress: broken })).key, "k");
    let asked = 0;
    const busy = await client(DONE, { ...hooks, maxRetries: 1, fetch: async () => (asked++ ? Response.json({ code: 0, data: DONE }) : new Response("", { status: 429, headers: { "retry-after": "0" } })) });
    assert.deepEqual(await busy.faceSwap.get(ID), DONE);
  }
  await setImmediate();
});

test("a signal that throws or rejects changes no call", async () => {
  const a2e = await client(DONE);
  const quiet = { aborted: false, addEventListener() {}, removeEventListener() {} };
  for (const broken of [
    { addEventListener: () => fail("add") },
    { addEventListener: rejecting },
    { removeEventListener: () => fail("remove") },
    { removeEventListener: rejecting },
    { removeEventListener: undefined },
    { get aborted() { return fail("aborted"); } },
    { get reason() { return fail("reason"); } },
  ]) {
    const signal = Object.create(quiet, Object.getOwnPropertyDescriptors(broken));
    assert.deepEqual(await a2e.faceSwap.get(ID, { signal }), DONE);
    assert.equal((await a2e.faceSwap.wait(ID, { signal, poll: QUICK })).state, "succeeded");
    assert.equal((await a2e.call("GET", "/x", { raw: true, signal })).status, 200);
    for await (const { state } of a2e.faceSwap.watch(ID, { signal, poll: QUICK })) assert.equal(state, "succeeded");
  }
  const aborted = { ...quiet, aborted: true, get reason() { return fail("reason"); } };
  assert.equal((await failure(a2e.faceSwap.get(ID, { signal: aborted }))).kind, "aborted");
  await setImmediate();
});

test("a fetch that rejects when nobody waits for it any more is no loose end", async () => {
  const late = [];
  const a2e = await client({}, { fetch: () => new Promise((_, reject) => late.push(reject)) });
  assert.equal((await failure(a2e.account.coins({ timeoutMs: 5 }))).kind, "timeout");
  late.forEach((reject) => reject(new Error("late")));
  await setImmediate();
});
