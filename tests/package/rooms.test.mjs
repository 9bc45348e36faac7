// Rooms of streaming avatars whose opening is aborted: they are paid for, so they are given back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, App } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();
const AVATAR = "cb20cb3deebe08865c976143";

/** A promise that the test keeps. */
function event() {
  let resolve;
  return { promise: new Promise((keep) => (resolve = keep)), resolve: () => resolve() };
}

/** A client whose requests wait for the test, and what it has sent. */
async function place(name) {
  const account = await Account.open(name);
  const sent = [];
  const [left, asked, answer] = [event(), event(), event()];
  const own = async (url, init) => {
    const { pathname } = new URL(url);
    sent.push(pathname.split("/").at(-1));
    if (pathname.endsWith("agora-token")) {
      asked.resolve();
      await answer.promise;
    }
    const response = await fetch(url, init);
    if (pathname.endsWith("leave")) left.resolve();
    return response;
  };
  const a2e = await createClient({ token: account.token, baseUrl: account.baseUrl, fetch: own, maxRetries: 0 });
  const coins = async () => (await a2e.account.coins()).coins;
  return { a2e, coins, sent, asked: asked.promise, answer: answer.resolve, left: left.promise };
}

const UNSURE =
  "The request was sent, so it may have been accepted and charged: look at the list or the coins before you send it again";

test("a room whose opening is aborted under way is left as soon as its name is known", async () => {
  const { a2e, coins, sent, asked, answer, left } = await place("rooms_aborted");
  const before = await coins();
  const controller = new AbortController();
  const room = a2e.streaming.join({ avatar_id: AVATAR, expire_seconds: 600 }, { signal: controller.signal });
  await asked;
  const reason = new Error("unmounted");
  controller.abort(reason);
  const error = await room.catch((each) => each);
  const message =
    "POST /api/v1/streaming-avatar/agora-token: the call was aborted by its signal. " +
    `${UNSURE}; a room that still opens is left at once`;
  assert.deepEqual(
    [error.name, error.kind, error.message, error.outcomeUnknown, error.cause],
    ["AbortError", "aborted", message, true, reason],
  );
  answer();
  await left;
  assert.deepEqual(sent, ["remainingCoins", "agora-token", "leave"]);
  // The minute that has begun is paid.
  assert.ok(before - (await coins()) <= 1);
});

test("a room whose opening is aborted is left after close() as well", async () => {
  const { a2e, sent, asked, answer, left } = await place("rooms_closed");
  const controller = new AbortController();
  const room = a2e.streaming.join({ avatar_id: AVATAR }, { signal: controller.signal });
  await asked;
  controller.abort();
  a2e.close();
  assert.equal((await room.catch((each) => each)).kind, "aborted");
  answer();
  await left;
  assert.deepEqual(sent, ["agora-token", "leave"]);
});

test("a room whose opening takes longer than the time limit is left as well", async () => {
  const { a2e, sent, answer, left } = await place("rooms_slow");
  const error = await a2e.streaming.join({ avatar_id: AVATAR }, { timeoutMs: 1 }).catch((each) => each);
  const message = `POST /api/v1/streaming-avatar/agora-token: no answer within \`timeoutMs\`. ${UNSURE}`;
  assert.deepEqual([error.kind, error.message, error.outcomeUnknown], ["unknown_outcome", message, true]);
  answer();
  await left;
  assert.deepEqual(sent, ["agora-token", "leave"]);
});

test("a room whose opening is aborted before it was sent is not opened", async () => {
  const { a2e, sent, answer } = await place("rooms_unsent");
  answer();
  const early = AbortSignal.abort();
  await assert.rejects(a2e.streaming.join({ avatar_id: AVATAR }, { signal: early }), { kind: "aborted" });
  // As React does with the effects of a component that it mounts twice.
  const controller = new AbortController();
  const first = a2e.streaming.join({ avatar_id: AVATAR }, { signal: controller.signal });
  controller.abort();
  await assert.rejects(first, { kind: "aborted" });
  assert.deepEqual(sent, []);
  const room = await a2e.streaming.join({ avatar_id: AVATAR }, { signal: new AbortController().signal });
  await a2e.streaming.leave({ channel: room.channel });
  assert.deepEqual(sent, ["agora-token", "leave"]);
});

test("a signal that comes after the room is there changes nothing", async () => {
  const { a2e, sent, answer } = await place("rooms_late");
  answer();
  const controller = new AbortController();
  const { channel } = await a2e.streaming.join({ avatar_id: AVATAR }, { signal: controller.signal });
  controller.abort();
  await a2e.streaming.speak({ channel, text: "Hello" });
  assert.deepEqual(sent, ["agora-token", "speak"]);
});

test("what is wrong with a call is said as before", async () => {
  const { a2e, sent } = await place("rooms_wrong");
  const { signal } = new AbortController();
  await assert.rejects(a2e.streaming.join({}, { signal }), { kind: "validation", field: "avatar_id" });
  await assert.rejects(a2e.streaming.join({ avatar_id: AVATAR }, { signal: {} }), { kind: "config", field: "signal" });
  await assert.rejects(a2e.streaming.join({ avatar_id: AVATAR }, { signal, other: 1 }), { kind: "config", field: "other" });
  assert.deepEqual(sent, []);
});
