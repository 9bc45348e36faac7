// Starts with a key through the proxy, where many users share one account.

import assert from "node:assert/strict";
import { test } from "node:test";
import { proxied } from "./proxied.mjs";
import { Account, App, SWAP } from "./support.mjs";

const KEY = { idempotencyKey: "8b7c2f1e-order-7" };

const users = await proxied(await App.install());

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
