// How much one user may start, see and hold open.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Front, START } from "./front.mjs";
import { NEVER_MS, Place, swap } from "./place.mjs";

const QUOTE = /generation\/quote$/;
let front, place;

afterEach(async () => {
  await place.close();
  front?.close();
  front = undefined;
});

/** A start with as long parameters as the Worker takes. */
function long(key) {
  const input_images = Array.from({ length: 10 }, (_, n) => `https://example.com/${n}${"y".repeat(3900)}`);
  return { key, family: "nanoBananas", params: { name: "Long", prompt: "p".repeat(4000), input_images } };
}

test("a user starts so many tasks a minute, and another user as many", async () => {
  place = await Place.open("minute", { speed: 0, settings: { PAUSE_MS: NEVER_MS, STARTS_PER_MINUTE: 2 } });
  const [ada, bob] = [await place.login("Ada"), await place.login("Bob")];
  // A minute may end in between. Then two more are let through.
  const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => ada.start(swap(`key-number-${n}`))));
  const refused = answers.filter(({ status }) => status !== 201);
  assert.ok(refused.length >= 2, "nothing was refused");
  for (const { status, body: { error } } of refused) {
    const message = "You have started 2 tasks in this minute. More are possible in a moment.";
    const { retryAfterMs, ...facts } = error;
    assert.deepEqual([status, facts], [429, { kind: "rate_limit", code: "starts_per_minute", message }]);
    assert.ok(retryAfterMs > 0 && retryAfterMs <= 60_000);
  }
  assert.equal((await place.arrived("addFaceSwapTask")).length, 6 - refused.length);
  assert.equal((await ada.all()).length, 6 - refused.length);
  assert.equal((await bob.start(swap("key-of-bob-himself"))).status, 201);
});

test("a user spends so many coins a day, by the prices that the service quotes", async () => {
  place = await Place.open("coins", { speed: 0, settings: { PAUSE_MS: NEVER_MS, COINS_PER_DAY: 15 } });
  const ada = await place.login("Ada");
  assert.equal((await ada.start(swap("key-of-the-first"))).status, 201);
  const { status, body } = await ada.start(swap("key-of-the-second"));
  assert.deepEqual([status, body.error.code], [429, "coins_per_day"]);
  assert.equal(body.error.message, "This would be more than your 15 coins of the day.");
  // What was refused left nothing, and the known task costs nothing.
  assert.equal((await ada.all()).length, 1);
  assert.equal((await ada.start(swap("key-of-the-first"))).status, 201);
  assert.equal((await place.arrived("addFaceSwapTask")).length, 1);
});

test("a start whose price nobody knows is not sent", async () => {
  front = await Front.open(process.env.A2E_EMULATOR_URL);
  place = await Place.open("quote", { settings: { A2E_URL: front.url } });
  const ada = await place.login("Ada");
  const end = front.rule(QUOTE, () => ({ status: 400, json: { code: 400, msg: "no price" } }));
  const { status, body } = await ada.start(swap("key-of-no-price"));
  assert.equal(status, 400);
  assert.match(body.error.message, /^The price of this start is unknown, so it was not sent\. /);
  assert.equal(body.error.outcomeUnknown, undefined);
  assert.equal(front.count(START), 0);
  end();
  assert.equal((await ada.start(swap("key-of-no-price"))).status, 201);
});

test("more pages of a user than 20 close the oldest", async () => {
  place = await Place.open("sockets");
  const ada = await place.login("Ada");
  const feeds = [];
  for (let n = 0; n < 22; n++) {
    feeds.push(await ada.live());
    await feeds[n].until(({ all }) => all);
  }
  for (const feed of feeds.slice(0, 2)) assert.deepEqual(await feed.closed, { code: 4429, reason: "Too many pages are open." });
  const { body } = await ada.start(swap("key-for-many-pages"));
  for (const feed of feeds.slice(2)) await feed.until(({ id }) => id === body.id);
});

test("all rows come page by page, by the socket and by request", async () => {
  const limits = { STARTS_PER_MINUTE: "off", COINS_PER_DAY: "off" };
  place = await Place.open("rows", { speed: 0, settings: { PAUSE_MS: NEVER_MS, ...limits } });
  await place.account.purse({ coins: 5000 });
  const ada = await place.login("Ada");
  const ids = new Set();
  for (let n = 0; n < 110; n += 10) {
    const some = await Promise.all(Array.from({ length: 10 }, (_, k) => ada.start(swap(`key-of-row-${n + k}`))));
    for (const { body } of some) ids.add(body.id);
  }
  const feed = await ada.live();
  await feed.until(({ more }) => more === false);
  const messages = feed.messages.filter(({ all }) => all);
  assert.deepEqual(messages.map(({ all, more }) => [all.length, more]), [[50, true], [50, true], [10, false]]);
  assert.deepEqual(new Set(messages.flatMap(({ all }) => all.map(({ id }) => id))), ids);
  const { body } = await ada.ask("/api/tasks");
  assert.equal(body.all.length, 100);
  const rest = await ada.ask(`/api/tasks?after=${body.next}`);
  assert.deepEqual([rest.body.all.length, rest.body.next], [10, undefined]);
  assert.equal((await ada.ask("/api/tasks?after=x")).status, 400);
});

test("a long view is told short, and given whole to a page that asks", async () => {
  place = await Place.open("views", { speed: 0, settings: { PAUSE_MS: NEVER_MS } });
  const ada = await place.login("Ada");
  const feed = await ada.live();
  const { status, body } = await ada.start(long("key-of-a-long-one"));
  assert.equal(status, 201);
  const { view } = await feed.until(({ id }) => id === body.id);
  assert.deepEqual([view.isShort, Object.keys(view.record)], [true, ["name"]]);
  assert.deepEqual((await ada.all()).map((news) => news.view), [view]);
  const whole = (await ada.ask(`/api/tasks/${body.id}`)).body.view;
  assert.equal(whole.record.input_images.length, 10);
  assert.equal((await ada.ask("/api/tasks/no-such-task")).status, 404);
});

test("a page that reads nothing is closed, and finds everything when it comes back", async () => {
  const limits = { STARTS_PER_MINUTE: "off", COINS_PER_DAY: "off" };
  place = await Place.open("deaf", { settings: { PAUSE_MS: 5, ...limits } });
  await place.account.purse({ coins: 20_000 });
  const ada = await place.login("Ada");
  const deaf = await ada.live({ reads: false });
  const reads = await ada.live();
  let closed;
  deaf.closed.then((how) => (closed = how));
  // Each task is at least three pushes.
  for (let n = 0; !closed && n < 400; n += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, k) => ada.start(swap(`key-for-the-deaf-${n + k}`))));
  }
  assert.deepEqual(await deaf.closed, { code: 4408, reason: "The page does not read." });
  const { body } = await ada.start(swap("key-after-all-that"));
  await reads.until(({ id }) => id === body.id);
});
