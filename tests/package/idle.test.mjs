// The free read before a start, where the host may take a connection that lay idle.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, SWAP } from "./support.mjs";

const { createClient } = await (await App.install()).import("a2e-wasm");

const COINS = "GET /api/v1/user/remainingCoins";
const START = "POST /api/v1/userFaceSwapTask/add";

/** A client whose `fetch` notes what is asked for and answers at once; its clock stands still until it is moved. */
async function scene(t, options = {}) {
  let now = 1_800_000_000_000;
  t.mock.method(Date, "now", () => now);
  const requests = [];
  const fetch = async (url, { method }) => {
    const request = `${method} ${new URL(url).pathname}`;
    requests.push(request);
    const answer = options.answers?.shift();
    if (answer) return answer();
    return Response.json({ code: 0, data: method === "GET" ? { coins: 1 } : { _id: "0123456789abcdef01234567" } });
  };
  const a2e = await createClient({ token: "sk_idle", fetch, ...options.client });
  return { a2e, requests, wait: (ms) => (now += ms) };
}

const resets = () => {
  throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }) });
};

// This comes first: nothing of this program was answered before.
test("the first start of a program goes out at once, because no connection is open", async (t) => {
  const { a2e, requests } = await scene(t);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests, [START]);
});

test("a read goes before a start after a quarter of a second without an answer, and not sooner", async (t) => {
  const { a2e, requests, wait } = await scene(t);
  await a2e.account.coins();
  wait(249);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests.splice(0), [COINS, START]);
  wait(250);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests, [COINS, START]);
});

test("a clock that was set back is taken for a pause", async (t) => {
  const { a2e, requests, wait } = await scene(t);
  await a2e.account.coins();
  wait(-1);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests, [COINS, COINS, START]);
});

test("the read meets the closed connection in the place of the start", async (t) => {
  const { a2e, requests, wait } = await scene(t, { answers: [undefined, resets] });
  await a2e.account.coins();
  wait(60_000);
  assert.equal((await a2e.faceSwap.start(SWAP)).id, "0123456789abcdef01234567");
  assert.deepEqual(requests, [COINS, COINS, COINS, START]);
});

test("a read that is refused does not keep the start", async (t) => {
  const denied = () => Response.json({ code: 403, msg: "no" }, { status: 403 });
  const { a2e, requests, wait } = await scene(t, { answers: [undefined, denied] });
  await a2e.account.coins();
  wait(60_000);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests, [COINS, COINS, START]);
});

test("a read that is refused for now does not hold the start up", async (t) => {
  const busy = () => Response.json({ code: 429, msg: "busy" }, { status: 429, headers: { "retry-after": "1" } });
  const { a2e, requests, wait } = await scene(t, { answers: [undefined, busy] });
  await a2e.account.coins();
  wait(60_000);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests, [COINS, COINS, START]);
});

test("an abort during the read sends no start, and leaves nothing unknown", async (t) => {
  const controller = new AbortController();
  const aborts = () => controller.abort() ?? new Promise(() => {});
  const { a2e, requests, wait } = await scene(t, { answers: [undefined, aborts] });
  await a2e.account.coins();
  wait(60_000);
  await assert.rejects(a2e.faceSwap.start(SWAP, { signal: controller.signal }), { kind: "aborted", outcomeUnknown: false });
  assert.deepEqual(requests, [COINS, COINS]);
});

test("with maxRetries 0 each call is one request", async (t) => {
  const { a2e, requests, wait } = await scene(t, { client: { maxRetries: 0 } });
  await a2e.account.coins();
  wait(60_000);
  await a2e.faceSwap.start(SWAP);
  assert.deepEqual(requests, [COINS, START]);
});

test("a read and a delete have none before them", async (t) => {
  const { a2e, requests, wait } = await scene(t);
  await a2e.account.coins();
  wait(60_000);
  await a2e.account.coins();
  wait(60_000);
  await a2e.faceSwap.delete("0123456789abcdef01234567");
  assert.deepEqual(requests, [COINS, COINS, "DELETE /api/v1/userFaceSwapTask/0123456789abcdef01234567"]);
});
