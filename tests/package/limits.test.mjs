// How much a user may start through the proxy: what is counted, and what is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { proxied } from "./proxied.mjs";
import { id, scripted } from "./scripted.mjs";
import { Account, App, SWAP } from "./support.mjs";

const app = await App.install();
const entry = await app.import("a2e-wasm/server");
const { memoryCounters } = entry;
const users = await proxied(app);

/** Counters for which it is always the same minute of the same day. */
class Standing {
  totals = new Map();

  async add(key, amount) {
    const name = key.split(":").slice(0, 2).join(" of ");
    this.totals.set(name, (this.totals.get(name) ?? 0) + amount);
    return this.totals.get(name);
  }
}

test("each user may start so many tasks a minute", async () => {
  const account = await Account.open("limits_starts");
  const [ada, bob] = await users(account, { limits: { startsPerMinute: 2, counters: new Standing() } }, "ada", "bob");
  await ada.faceSwap.start(SWAP);
  const { id } = await ada.faceSwap.start(SWAP);
  const refused = await ada.faceSwap.start(SWAP).catch((error) => error);
  assert.deepEqual([refused.kind, refused.status, refused.code], ["rate_limit", 429, "proxy_starts_per_minute"]);
  assert.ok(refused.retryAfterMs > 0 && refused.retryAfterMs <= 60_000);
  // What costs nothing goes on, and others are not held up.
  assert.equal((await ada.faceSwap.get(id))._id, id);
  await bob.faceSwap.start(SWAP);
  assert.equal((await account.counters()).addFaceSwapTask, 3);
});

test("each user may spend so many coins a day, by the price that is asked for first", async () => {
  const account = await Account.open("limits_coins");
  const counters = new Standing();
  const [ada] = await users(account, { limits: { coinsPerDay: 25, counters } }, "ada");
  await ada.faceSwap.start(SWAP);
  await ada.faceSwap.start(SWAP);
  await assert.rejects(ada.faceSwap.start(SWAP), { kind: "rate_limit", status: 429, code: "proxy_coins_per_day" });
  // What was not spent is not counted.
  assert.equal(counters.totals.get("coins of ada"), 20);
  const { addFaceSwapTask, quoteGeneration } = await account.counters();
  assert.deepEqual([addFaceSwapTask, quoteGeneration], [2, 3]);
});

test("rooms count as starts, and each user may have so many seconds of them a day", async () => {
  const counters = new Standing();
  const join = { avatar_id: id(20), expire_seconds: 600 };
  const avatars = [{ _id: join.avatar_id, type: "default" }];
  const answers = { "agora-token": { channel: "f84fd" }, character_list: avatars };
  const answer = ({ path }) => ({ code: 0, data: Object.entries(answers).find(([end]) => path.includes(end))?.[1] ?? { _id: id(9) } });
  const { ask } = scripted(entry, answer, { allow: ["faceSwap", "streaming.join"], limits: { startsPerMinute: 4, coinsPerDay: 5, roomSeconds: 1000, counters } });
  const ends = async (user, params) => {
    const { status, body, sent } = await ask(user, "POST", "streaming-avatar/agora-token", params);
    return [status, body.code, sent.length];
  };
  // The first one asks whether the avatar is public.
  assert.deepEqual(await ends("ada", join), [200, 0, 2]);
  assert.deepEqual(await ends("ada", join), [429, "proxy_room_seconds", 0]);
  // What was not spent is there for a shorter one, and a room's coins are not asked for.
  assert.deepEqual(await ends("ada", { ...join, expire_seconds: 400 }), [200, 0, 1]);
  assert.deepEqual([counters.totals.get("rooms of ada"), counters.totals.get("coins of ada")], [1000, undefined]);
  assert.deepEqual(await ends("ada", { ...join, expire_seconds: 1 }), [429, "proxy_room_seconds", 0]);
  assert.deepEqual(await ends("ada", { ...join, expire_seconds: 1 }), [429, "proxy_starts_per_minute", 0]);
  for (const seconds of [undefined, "600", 0, -600, 86_401, null]) {
    assert.deepEqual(await ends("bob", { ...join, expire_seconds: seconds }), [400, 400, 0], String(seconds));
  }
  assert.equal(counters.totals.get("rooms of bob"), undefined);
});

test("a start of which the price or the count cannot be found out is not sent", async () => {
  const account = await Account.open("limits_unknown");
  const counters = { add: () => Promise.reject(new Error("sk_secret is not told")) };
  for (const limits of [{ startsPerMinute: 1, counters }, { coinsPerDay: 1, counters }]) {
    const [ada] = await users(account, { limits }, "ada");
    const error = await ada.faceSwap.start(SWAP).catch((each) => each);
    assert.equal(error.status, 500);
    assert.doesNotMatch(error.message, /sk_secret/);
  }
  assert.equal((await account.counters()).addFaceSwapTask, undefined);
});

test("sums in memory are forgotten after their time", async ({ mock }) => {
  mock.timers.enable({ apis: ["Date"], now: 0 });
  const counters = memoryCounters();
  assert.deepEqual([await counters.add("a", 2, 1_000), await counters.add("a", 3, 1_000), await counters.add("b", 1, 9_000)], [2, 5, 1]);
  mock.timers.setTime(1_000);
  assert.deepEqual([await counters.add("a", 1, 1_000), await counters.add("b", 1, 9_000)], [1, 2]);
});

test("limits that are none are refused", async () => {
  const account = await Account.open("limits_options");
  for (const limits of [{ startsPerMinute: 0 }, { roomSeconds: "600" }, { perMinute: 1 }, 5, { counters: {} }]) {
    assert.throws(() => users(account, { limits }, "ada"), { kind: "config" });
  }
});

test("a price is a finite number, or the start is not sent and nothing is counted", async () => {
  for (const credits of ["5", "null", "true", "[]", "1e400", "-1"].flatMap((text) => [text, JSON.stringify(text)])) {
    const counters = new Standing();
    const fetch = async () => new Response(`{"code":0,"data":{"credits":${credits},"_id":"${id(9)}"}}`, { headers: { "content-type": "application/json" } });
    const { ask } = scripted(entry, () => {}, { fetch, limits: { coinsPerDay: 100, counters } });
    const { status } = await ask("bob", "POST", "userFaceSwapTask/add", SWAP);
    const isGood = credits === "5";
    assert.deepEqual([status, counters.totals.get("coins of bob")], isGood ? [200, 5] : [500, undefined], credits);
  }
});
