// What the Worker decides without a clock and without a service.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FAMILIES as OF_PAGE } from "../../www-example/families.js";
import { FAMILIES, orderOf } from "../../www-example/worker/src/orders.js";
import { judge, pauseAfter } from "../../www-example/worker/src/pace.js";
import { login, userOf, wantsCode } from "../../www-example/worker/src/session.js";
import { settingsOf, webhookUrl } from "../../www-example/worker/src/settings.js";

const CLOCK = { now: 1_000_000, pauseMs: 2000, keepMs: 9000 };
const RUNNING = { state: "running", status: "processing", urls: [] };
const row = (changes) => ({ view: JSON.stringify(RUNNING), error: null, attempts: 4, ...changes });
const failed = (facts) => ({ status: "rejected", reason: { ...facts, message: "words", toJSON: () => ({ ...facts }) } });
const SECRET = "0123456789abcdef0123456789abcdef";
const SETTINGS = { sessionSecret: SECRET, loginCode: "open sesame" };

test("pauses grow from 2 to 30 seconds", () => {
  const pauses = Array.from({ length: 12 }, (_, attempts) => pauseAfter(attempts, 2000));
  assert.deepEqual([pauses[0], pauses.at(-1)], [2000, 30_000]);
  assert.deepEqual(pauses, pauses.toSorted((one, other) => one - other));
});

test("a look without news is no news, and the next one comes later", () => {
  const verdict = judge(row(), { status: "fulfilled", value: RUNNING }, CLOCK);
  assert.deepEqual([verdict.isNews, verdict.attempts], [false, 5]);
  assert.equal(verdict.nextLook, CLOCK.now + pauseAfter(5, 2000));
});

test("a change is told, and looked after at once", () => {
  const verdict = judge(row(), { status: "fulfilled", value: { ...RUNNING, progress: 50 } }, CLOCK);
  assert.deepEqual([verdict.isNews, verdict.attempts, verdict.nextLook], [true, 0, CLOCK.now + 2000]);
});

test("an end is looked at no more, and remembered for its time", () => {
  for (const state of ["succeeded", "failed"]) {
    const verdict = judge(row(), { status: "fulfilled", value: { ...RUNNING, state } }, CLOCK);
    assert.deepEqual([verdict.isNews, verdict.nextLook, verdict.expires], [true, null, CLOCK.now + CLOCK.keepMs]);
  }
});

test("trouble that passes is kept to itself, and waited out as the service asks", () => {
  const verdict = judge(row(), failed({ kind: "rate_limit", retryable: true, retryAfterMs: 60_000 }), CLOCK);
  assert.deepEqual([verdict.isNews, verdict.nextLook, verdict.error], [false, CLOCK.now + 60_000, undefined]);
});

test("trouble that stays is told once; a task that is gone is given up", () => {
  const auth = judge(row(), failed({ kind: "auth" }), CLOCK);
  assert.deepEqual([auth.isNews, auth.error.kind, auth.expires], [true, "auth", null]);
  assert.ok(auth.nextLook >= CLOCK.now + 30_000);
  assert.equal(judge(row({ error: JSON.stringify(auth.error) }), failed({ kind: "auth" }), CLOCK).isNews, false);
  const gone = judge(row(), failed({ kind: "not_found" }), CLOCK);
  assert.deepEqual([gone.nextLook, gone.expires], [null, CLOCK.now + CLOCK.keepMs]);
  const back = judge(row({ error: JSON.stringify(auth.error) }), { status: "fulfilled", value: RUNNING }, CLOCK);
  assert.deepEqual([back.isNews, back.error], [true, null]);
});

test("what the page can start, and nothing else, is an order", () => {
  const fields = Object.entries(OF_PAGE).map(([family, { params }]) => [family, ["name", ...Object.keys(params({}))].sort()]);
  assert.deepEqual(Object.entries(FAMILIES).map(([family, names]) => [family, names.toSorted()]), fields);
  const order = { key: "12345678", family: "faceSwap", params: { video_url: "v", name: "x" } };
  // In one order, so that the same start is the same text.
  assert.deepEqual(Object.keys(orderOf(order).params), ["name", "video_url"]);
  const bad = [{ key: "1234" }, { family: "constructor" }, { params: { name: { $ne: 1 } } }, { params: { webhook_url: "x" } }];
  for (const change of bad) assert.throws(() => orderOf({ ...order, ...change }), { status: 422 });
  assert.throws(() => orderOf(undefined), { status: 422 });
});

test("a session is of this secret, of one name, and ends", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0 });
  const here = new Request("http://127.0.0.1:1/login");
  const answer = await login(here, { name: " Ada " }, SETTINGS);
  const cookie = answer.headers.get("set-cookie");
  const [pair] = cookie.split(";");
  assert.doesNotMatch(cookie, /Secure/);
  const visit = new Request(here, { headers: { cookie: `a=b; ${pair}` } });
  assert.equal(await userOf(visit, SETTINGS), "Ada");
  assert.equal(await userOf(visit, { sessionSecret: SECRET.toUpperCase() }), undefined);
  assert.equal(await userOf(new Request(here, { headers: { cookie: `${pair.slice(0, -2)}` } }), SETTINGS), undefined);
  t.mock.timers.setTime(8 * 24 * 60 * 60 * 1000);
  assert.equal(await userOf(visit, SETTINGS), undefined);
});

test("beyond this machine a name alone opens nothing", async () => {
  const there = new Request("https://studio.example/login");
  assert.equal(wantsCode(there), true);
  for (const code of [undefined, "", "open"]) {
    await assert.rejects(login(there, { name: "Ada", code }, SETTINGS), { status: 403 });
  }
  await assert.rejects(login(there, { name: "Ada", code: "" }, { ...SETTINGS, loginCode: undefined }), { status: 403 });
  const answer = await login(there, { name: "Ada", code: "open sesame" }, SETTINGS);
  assert.match(answer.headers.get("set-cookie"), /; Secure$/);
});

test("webhooks are asked for where they can arrive", () => {
  const [live, emulator] = [{ service: "https://video.a2e.ai" }, { service: "http://127.0.0.1:1" }];
  assert.equal(webhookUrl("https://studio.example", live), "https://studio.example/api/webhook");
  assert.equal(webhookUrl("http://127.0.0.1:8080", emulator), "http://127.0.0.1:8080/api/webhook");
  assert.equal(webhookUrl("http://127.0.0.1:8080", live), undefined);
});

test("the Worker does not run with a secret that can be guessed", () => {
  const env = { A2E_TOKEN: "sk_x", SESSION_SECRET: SECRET, WEBHOOK_SECRET: SECRET };
  assert.equal(settingsOf(env).keepMs, 3 * 24 * 60 * 60 * 1000);
  for (const change of [{ A2E_TOKEN: "" }, { SESSION_SECRET: "short" }, { WEBHOOK_SECRET: undefined }]) {
    assert.throws(() => settingsOf({ ...env, ...change }), /missing|secret/);
  }
});
