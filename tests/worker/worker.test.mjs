// The Worker in workerd: what it keeps, what it starts, whom it tells. Nothing here waits for a time to pass: where a
// look must not come by itself, its pause is an hour.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { NEVER_MS, Place, swap } from "./place.mjs";

const ENDS = ({ state }) => state === "succeeded";
const START = "addFaceSwapTask";
let place;

afterEach(async () => {
  // What went wrong in the Worker is in its log, and what it knows in its storage; the token is in neither.
  const { complaints } = place.workerd;
  const { token } = place.account;
  const stored = await place.close();
  assert.ok(!complaints.includes(token), "the log has the token");
  assert.ok(stored.length > 0 && !stored.includes(token), "the storage has the token");
});

test("strangers and other sites get nothing", async () => {
  place = await Place.open("strangers", { settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  for (const path of ["/api/tasks", "/api/a2e/api/v1/user/remainingCoins"]) {
    assert.equal((await place.ask(path)).status, 401, path);
    assert.equal((await place.ask(path, { cookie: `${ada.cookie}x` })).status, 401, path);
  }
  const order = { method: "POST", body: swap("key-of-a-stranger") };
  assert.equal((await place.ask("/api/tasks", order)).status, 401);
  const elsewhere = { cookie: ada.cookie, origin: "https://evil.example" };
  assert.equal((await place.ask("/api/tasks", { ...order, ...elsewhere })).status, 403);
  assert.equal((await place.ask("/login", { method: "POST", body: { name: "Ada" }, origin: elsewhere.origin })).status, 403);
  assert.deepEqual(await place.arrived(START), []);
  assert.match((await place.ask("/login", { method: "POST", body: { name: "Ada" } })).headers.get("set-cookie"), /HttpOnly; SameSite=Lax/);
});

test("a start is pushed to every open page, until its end", async () => {
  place = await Place.open("push", { settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  const feeds = [await ada.live(), await ada.live()];
  for (const feed of feeds) assert.deepEqual(await feed.until(({ all }) => all), { all: [], more: false });
  const { status, body } = await ada.start(swap("key-of-a-push"));
  assert.equal(status, 201);
  for (const feed of feeds) {
    const end = await feed.until(ENDS);
    assert.equal(end.id, body.id);
    assert.equal(end.view.urls.length, 1);
    const versions = feed.messages.filter(({ id }) => id === body.id).map(({ version }) => version);
    assert.deepEqual(versions, [...new Set(versions)].sort((one, other) => one - other));
    feed.say("ping");
    await feed.until((message) => message === "pong");
  }
  const late = await ada.live();
  assert.equal((await late.until(({ all }) => all)).all[0].state, "succeeded");
});

test("the same key is the same task, whether asked together or later", async () => {
  place = await Place.open("twice", { settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  const order = swap("key-of-a-pair");
  const [one, other] = await Promise.all([ada.start(order), ada.start(order)]);
  const later = await ada.start(order);
  assert.deepEqual([other.body.id, later.body.id], [one.body.id, one.body.id]);
  assert.equal((await place.arrived(START)).length, 1);
  assert.equal((await ada.start(swap("key-of-a-pair", "Another name"))).status, 409);
});

test("what was on its way when the power went is found again, and not started twice", async () => {
  place = await Place.open("power", { settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  await place.loseStart(ada, swap("key-of-a-crash"));
  await place.serve();
  const feed = await ada.live();
  const end = await feed.until(({ all, state }) => state === "succeeded" || all?.some(ENDS));
  assert.equal((await place.arrived(START)).length, 1);
  const all = await ada.all();
  assert.deepEqual(all.map(({ state }) => state), ["succeeded"], JSON.stringify(end));
  // It is the very task of the key.
  assert.equal((await ada.start(swap("key-of-a-crash"))).body.id, all[0].id);
  assert.equal((await place.arrived(START)).length, 1);
});

test("tasks that run are watched on after a restart, although nobody comes", async () => {
  place = await Place.open("restart", { speed: 0, settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  const bodies = await Promise.all([1, 2, 3].map((n) => ada.start(swap(`key-of-number-${n}`, `Swap ${n}`))));
  await place.kill();
  // They end, and tell somebody who is not there.
  await place.account.clock({ speed: 0, advanceMs: 60_000 });
  const seen = await looks();
  await place.serve();
  // The alarm is on disk.
  while ((await looks()) === seen);
  const feed = await ada.live();
  for (const { body } of bodies) {
    await feed.until(({ all, ...news }) => (all ?? [news]).some(({ id, state }) => id === body.id && state === "succeeded"));
  }
  assert.equal((await place.arrived(START)).length, 3);
});

test("a webhook wakes the one whose task it is, and a forged one nobody", async () => {
  place = await Place.open("webhook", { speed: 0, settings: { PAUSE_MS: NEVER_MS } });
  const ada = await place.login("Ada");
  const feed = await ada.live();
  const { body } = await ada.start(swap("key-of-a-webhook"));
  const [{ body: sent }] = await place.arrived(START);
  assert.equal((await place.webhook({ ...sent, webhook_token: "0".repeat(64) })).status, 403);
  // The service's clock moves on, and the service itself tells of the end.
  await place.account.clock({ speed: 0, advanceMs: 60_000 });
  assert.equal((await feed.until(ENDS)).id, body.id);
  assert.equal((await place.arrived("getFaceSwapTask")).length, 1);
});

test("a user sees nothing of another's", async () => {
  place = await Place.open("others", { settings: { PAUSE_MS: 5 } });
  const [ada, bob] = [await place.login("Ada"), await place.login("Bob")];
  const feed = await bob.live();
  const { body } = await ada.start(swap("key-of-ada-alone"));
  const record = `/api/a2e/api/v1/userFaceSwapTask/${body.id}`;
  assert.equal((await ada.ask(record)).body.data._id, body.id);
  assert.equal((await bob.ask(record)).status, 404);
  assert.equal((await bob.ask(`/api/tasks/${body.id}`, { method: "DELETE" })).status, 404);
  assert.deepEqual(await bob.all(), []);
  // The same key of another user is another task.
  const own = await bob.start(swap("key-of-ada-alone"));
  assert.equal(own.status, 201);
  assert.notEqual(own.body.id, body.id);
  await feed.until(ENDS);
  assert.ok(feed.messages.every(({ id }) => id !== body.id));
});

test("what ended is forgotten after its time, here and in the directory", async () => {
  place = await Place.open("clean", { settings: { PAUSE_MS: 5, KEEP_MS: 1 } });
  const ada = await place.login("Ada");
  const feed = await ada.live();
  const { body } = await ada.start(swap("key-of-an-end"));
  await feed.until(({ id, state }) => id === body.id && state === "gone");
  assert.deepEqual(await ada.all(), []);
  assert.equal((await ada.ask(`/api/a2e/api/v1/userFaceSwapTask/${body.id}`)).status, 404);
});

test("what is refused leaves nothing behind", async () => {
  place = await Place.open("refused", { settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  await place.account.purse({ coins: 0 });
  const { status, body } = await ada.start(swap("key-of-the-poor"));
  assert.ok(status >= 400 && status < 500, String(status));
  assert.equal(body.error.kind, "credits");
  const hook = { ...swap("key-of-a-hook"), params: { name: "x", webhook_url: "https://evil.example" } };
  for (const order of [hook, { ...swap("key"), }, { ...swap("key-of-another"), family: "voices" }, {}]) {
    assert.equal((await ada.start(order)).status, 400);
  }
  assert.deepEqual(await ada.all(), []);
  await place.account.purse({ coins: 1000 });
  assert.equal((await ada.start(swap("key-of-the-poor"))).status, 201);
});

test("a task is deleted everywhere", async () => {
  place = await Place.open("delete", { settings: { PAUSE_MS: 5 } });
  const ada = await place.login("Ada");
  const feed = await ada.live();
  const { body } = await ada.start(swap("key-of-a-delete"));
  await feed.until(ENDS);
  assert.equal((await ada.ask(`/api/tasks/${body.id}`, { method: "DELETE" })).status, 204);
  await feed.until(({ id, state }) => id === body.id && state === "gone");
  assert.deepEqual(await ada.all(), []);
});

/** How often the service was asked for news. */
async function looks() {
  const { getFaceSwapTask = 0, batchGetFaceSwapTasks = 0 } = await place.account.counters();
  return getFaceSwapTask + batchGetFaceSwapTasks;
}
