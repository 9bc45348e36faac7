// Starts with a key through the proxy, where many users share one account.

import assert from "node:assert/strict";
import { test } from "node:test";
import { proxied } from "./proxied.mjs";
import { id, scripted } from "./scripted.mjs";
import { Account, App, SWAP } from "./support.mjs";

const KEY = { idempotencyKey: "8b7c2f1e-order-7" };

const app = await App.install();
const entry = await app.import("a2e-wasm/server");
const users = await proxied(app);

test("a start whose answer was lost is found by its user, is not sent again, and is nobody else's", async () => {
  const account = await Account.open("keys_lost");
  let lost = 0;
  const lossy = async (url, init) => {
    const response = await fetch(url, init);
    if (!url.endsWith("/userFaceSwapTask/add") || lost > 0) return response;
    lost += 1;
    throw new TypeError("the connection broke off");
  };
  const [ada, bob] = await users(account, { fetch: lossy }, "ada", "bob");
  const { id } = await ada.faceSwap.start(SWAP, KEY);
  assert.deepEqual([lost, (await account.counters()).addFaceSwapTask], [1, 1]);
  // From then on it is hers by its id as well.
  assert.equal((await ada.faceSwap.get(id))._id, id);
  await assert.rejects(bob.faceSwap.get(id), { kind: "not_found" });
  assert.deepEqual((await bob.faceSwap.list()).items, []);
});

test("the same key of another user is another task", async () => {
  const account = await Account.open("keys_same");
  const [ada, bob] = await users(account, {}, "ada", "bob");
  const tasks = [await ada.faceSwap.start(SWAP, KEY), await bob.faceSwap.start(SWAP, KEY), await ada.faceSwap.start(SWAP, KEY)];
  assert.equal(tasks[0].id, tasks[2].id);
  assert.notEqual(tasks[0].id, tasks[1].id);
  assert.equal((await account.counters()).addFaceSwapTask, 2);
});

/** A service with so many tasks of other users, each a minute older than the one before, and one of Ada's behind them. */
function busy(others, minutes) {
  const made = (place) => new Date(Date.UTC(2026, 5, 1) - place * minutes * 60_000).toISOString();
  const row = (place) => ({ _id: id(place + 1), name: `task ${place}`, createdAt: made(place), current_status: "completed" });
  return ({ method, path }) => {
    if (method === "POST") return { code: 0, data: { ...row(others), current_status: "initialized" } };
    const { searchParams } = new URL(path, "https://service.example");
    const [page, size] = ["pageNum", "pageSize"].map((name) => Number(searchParams.get(name)));
    const places = Array.from({ length: others + 1 }, (_, place) => place).slice((page - 1) * size, page * size);
    return { code: 0, data: { rows: places.map(row), count: others + 1 } };
  };
}

for (const [what, others, minutes, pages, rows, count] of [
  ["a list is read to the end of the last day, beyond a thousand rows of others", 1500, 0.5, 16, 1, 1],
  ["a list of more than the last day is read for a thousand rows", 1500, 2, 10, 0, 0],
  ["a list that is cut within the last day counts one row more, so that no client takes it for whole", 6000, 0.1, 50, 0, 1],
]) {
  test(what, async () => {
    const { ask } = scripted(entry, busy(others, minutes));
    await ask("ada", "POST", "userFaceSwapTask/add", SWAP);
    const { body, sent } = await ask("ada", "GET", "userFaceSwapTask/records?pageNum=1&pageSize=100");
    assert.deepEqual([sent.length, body.data.rows.length, body.data.count], [pages, rows, count]);
  });
}
