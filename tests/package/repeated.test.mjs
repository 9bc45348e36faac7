// A start with a key that is made again by another client of the process, as where each request of a server has a client of its own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { id } from "./scripted.mjs";
import { App, SWAP, failure } from "./support.mjs";

const { createClient } = await (await App.install()).import("a2e-wasm");

const NOW = Date.UTC(2026, 5, 1);
const START = "POST /api/v1/userFaceSwapTask/add";
const SENT = "The request was sent, so it may have been accepted and charged: look at the list or the coins before you send it again";

/** A key of its own for each test: what was aborted is noted for the whole process. */
const keyed = (number, more) => ({ idempotencyKey: `order-000${number}`, ...more });
const again = (number) => `A call with the key \`order-000${number}\` looks at the list by itself`;

/** A promise, and what fulfils it. */
function promised() {
  let resolve;
  const promise = new Promise((kept) => (resolve = kept));
  return { promise, resolve };
}

/**
 * A service that works on each start until `finish` is called. `starts` are the names of those that arrived, `sent` is fulfilled
 * with the first. Time passes only by `pass`, a second at a time.
 */
function service(t, baseUrl = "https://service.example") {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: NOW });
  const [rows, starts, sent, done] = [[], [], promised(), promised()];
  const fetch = async (url, { method, body, signal }) => {
    if (method === "GET") return Response.json({ code: 0, data: { rows, count: rows.length } });
    const { name } = JSON.parse(body);
    const record = { _id: id(starts.push(name)), name, createdAt: new Date(NOW).toISOString() };
    sent.resolve();
    const gone = new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    await Promise.race([done.promise, gone]);
    return Response.json({ code: 0, data: record });
  };
  const finish = () => {
    rows.push(...starts.map((name, place) => ({ _id: id(place + 1), name, createdAt: new Date(NOW).toISOString() })));
    done.resolve();
  };
  const pass = async (call) => {
    let over = false;
    const settled = () => (over = true);
    call.then(settled, settled);
    while (!over) {
      t.mock.timers.tick(1000);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    }
    return call;
  };
  const client = (options) => createClient({ token: "sk_repeated", baseUrl, fetch, maxRetries: 0, ...options });
  return { starts, sent: sent.promise, finish, pass, client };
}

/** A start that is aborted while the service works on it, and its error. */
async function aborted({ client, sent }, key) {
  const controller = new AbortController();
  const start = (await client()).faceSwap.start(SWAP, { ...key, signal: controller.signal });
  await sent;
  controller.abort("left");
  return failure(start);
}

for (const poll of [{}, { shared: false }]) {
  test(`an aborted start is not sent again by another client, with ${JSON.stringify(poll)}`, async (t) => {
    const place = service(t);
    const key = keyed(poll.shared === false ? 2 : 1);
    await aborted(place, key);
    const second = (await place.client({ poll })).faceSwap.start(SWAP, { ...key, keyIsNew: true });
    await new Promise(setImmediate);
    place.finish();
    assert.deepEqual([(await place.pass(second)).id, place.starts.length], [id(1), 1]);
  });
}

test("the error of an aborted start says what may have happened, and how to go on here and elsewhere", async (t) => {
  const { kind, outcomeUnknown, cause, message } = await aborted(service(t), keyed(3));
  assert.deepEqual(
    { kind, outcomeUnknown, cause, message },
    {
      kind: "aborted", outcomeUnknown: true, cause: "left",
      message: `${START}: the call was aborted by its signal. ${SENT}. ${again(3)}; in another process pass \`sentAt\` as well`,
    },
  );
});

test("the next call polls for the task, and its error says how to go on", async (t) => {
  const place = service(t);
  await aborted(place, keyed(4));
  const { kind, outcomeUnknown, message } = await failure(place.pass((await place.client()).faceSwap.start(SWAP, keyed(4))));
  assert.deepEqual(
    { kind, outcomeUnknown, message },
    {
      kind: "unknown_outcome", outcomeUnknown: true,
      message: `faceSwap.start: was sent before with this key, and the list does not show its task. ${SENT}. ${again(4)}`,
    },
  );
  assert.equal(place.starts.length, 1);
  // It was told once that the outcome is unknown.
  place.finish();
  assert.equal((await place.pass((await place.client()).faceSwap.start(SWAP, keyed(4)))).id, id(1));
});

test("an abort between two polls says that the start was sent", async (t) => {
  const place = service(t);
  const controller = new AbortController();
  const options = keyed(5, { sentAt: NOW, signal: controller.signal });
  const start = (await place.client()).faceSwap.start(SWAP, options);
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  controller.abort("left");
  const { kind, outcomeUnknown, message } = await failure(start);
  assert.deepEqual(
    { kind, outcomeUnknown, message },
    {
      kind: "aborted", outcomeUnknown: true,
      message: `the call was aborted by its signal. ${SENT}. ${again(5)}; in another process pass \`sentAt\` as well`,
    },
  );
});

test("starts of two clients at one moment are one start", async (t) => {
  const place = service(t);
  const clients = [await place.client(), await place.client()];
  const calls = Promise.all(clients.map((a2e) => a2e.faceSwap.start(SWAP, keyed(6))));
  await place.sent;
  place.finish();
  assert.deepEqual([(await place.pass(calls)).map((task) => task.id), place.starts.length], [[id(1), id(1)], 1]);
});

test("what was noted of one service or of other parameters holds up nothing else", async (t) => {
  const place = service(t);
  await aborted(place, keyed(7));
  place.finish();
  const elsewhere = await place.client({ baseUrl: "https://another.example" });
  const others = { ...SWAP, video_url: "https://example.com/another.mp4" };
  // A tenant of the same server, who has an account of their own and takes the same key.
  const tenant = await createClient({
    token: "sk_tenant", baseUrl: "https://service.example", maxRetries: 0,
    fetch: async (url, { method }) => Response.json({ code: 0, data: method === "GET" ? { rows: [], count: 0 } : { _id: id(99) } }),
  });
  assert.equal((await tenant.faceSwap.start(others, keyed(7))).id, id(99));
  assert.equal((await elsewhere.faceSwap.start(SWAP, keyed(7, { keyIsNew: true }))).id, id(2));
});
