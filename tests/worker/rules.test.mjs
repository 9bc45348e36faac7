// What the Worker decides without a clock and without a service.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { FAMILIES as OF_PAGE } from "../../www-example/families.js";
import { PAGE } from "../../www-example/worker/files.js";
import { FAMILIES, orderOf } from "../../www-example/worker/src/orders.js";
import { newsOf, viewOf, wholeNewsOf } from "../../www-example/worker/src/news.js";
import { judge, judgeUnknownFamily, pauseAfter, pauseAsked } from "../../www-example/worker/src/pace.js";
import { refuse, refusalOf, statusOf } from "../../www-example/worker/src/refusal.js";
import { isLoginCode, sessionsOf, signedIn, signedOut, userOf } from "../../www-example/worker/src/session.js";
import { settingsOf, webhookUrl } from "../../www-example/worker/src/settings.js";

const CLOCK = { now: 1_000_000, pauseMs: 2000, keepMs: 9000 };
const RUNNING = { state: "running", status: "processing", urls: [] };
const row = (changes) => ({ family: "faceSwap", error: null, attempts: 4, expires: null, ...changes });
const fulfilled = (value) => ({ status: "fulfilled", value });
const failed = (facts) => ({ status: "rejected", reason: { ...facts, message: "words", toJSON: () => ({ ...facts }) } });
const SECRET = "0123456789abcdef0123456789abcdef";
const SETTINGS = { sessionSecret: SECRET, loginCode: "open sesame, twice", isDev: true };

test("pauses grow from 2 to 30 seconds", () => {
  const pauses = Array.from({ length: 12 }, (_, attempts) => pauseAfter(attempts, 2000));
  assert.deepEqual([pauses[0], pauses.at(-1)], [2000, 30_000]);
  assert.deepEqual(pauses, pauses.toSorted((one, other) => one - other));
});

test("a pause that the service asks for is kept up to a minute", () => {
  assert.deepEqual([undefined, 1000, 45_000, 86_400_000].map((asked) => pauseAsked(0, 2000, asked)), [2000, 2000, 45_000, 60_000]);
});

test("a poll without news is no news, and the next one comes later", () => {
  const verdict = judge(row(), RUNNING, fulfilled(RUNNING), CLOCK);
  const nextPoll = CLOCK.now + pauseAfter(5, 2000);
  assert.deepEqual(verdict, { view: RUNNING, error: null, isNews: false, attempts: 5, nextPoll, expires: null });
});

test("a change is told, and the next poll comes soon", () => {
  const view = { ...RUNNING, progress: 50 };
  const next = { isNews: true, attempts: 0, nextPoll: CLOCK.now + 2000, expires: null };
  assert.deepEqual(judge(row(), RUNNING, fulfilled(view), CLOCK), { view, error: null, ...next });
  // What was known cannot be read: whatever comes is news.
  assert.deepEqual(judge(row(), undefined, fulfilled(view), CLOCK), { view, error: null, ...next });
});

test("a task that ended is polled no more, and remembered for its time", () => {
  for (const state of ["succeeded", "failed"]) {
    const view = { ...RUNNING, state };
    const end = { attempts: 0, nextPoll: null, expires: CLOCK.now + CLOCK.keepMs };
    assert.deepEqual(judge(row(), RUNNING, fulfilled(view), CLOCK), { view, error: null, isNews: true, ...end });
  }
});

test("trouble that passes is not told, and waited out for a minute at most", () => {
  const day = failed({ kind: "rate_limit", retryable: true, retryAfterMs: 86_400_000 });
  assert.deepEqual(judge(row(), RUNNING, day, CLOCK), { isNews: false, attempts: 5, nextPoll: CLOCK.now + 60_000, expires: null });
  const late = judge(row(), RUNNING, failed({ kind: "aborted" }), CLOCK);
  assert.deepEqual(late, { isNews: false, attempts: 5, nextPoll: CLOCK.now + pauseAfter(5, 2000), expires: null });
});

test("trouble that stays is told once; a task that is gone is given up", () => {
  const auth = judge(row(), RUNNING, failed({ kind: "auth" }), CLOCK);
  assert.deepEqual([auth.isNews, auth.error.kind, auth.expires], [true, "auth", null]);
  assert.ok(auth.nextPoll >= CLOCK.now + 30_000);
  const known = row({ error: JSON.stringify(auth.error) });
  assert.equal(judge(known, RUNNING, failed({ kind: "auth" }), CLOCK).isNews, false);
  for (const kind of ["not_found", "decode", "validation", "unsupported"]) {
    const gone = judge(row(), RUNNING, failed({ kind }), CLOCK);
    assert.deepEqual([gone.nextPoll, gone.expires], [null, CLOCK.now + CLOCK.keepMs], kind);
  }
  const back = judge(known, RUNNING, fulfilled(RUNNING), CLOCK);
  assert.deepEqual([back.isNews, back.error], [true, null]);
});

test("a family of another version is told once, asked about never, and forgotten in time", () => {
  const first = judgeUnknownFamily(row({ family: "future" }), CLOCK);
  const error = { kind: "unsupported", message: "This version of the Worker does not know `future`." };
  const next = { attempts: 5, nextPoll: CLOCK.now + 3_600_000, expires: CLOCK.now + CLOCK.keepMs };
  assert.deepEqual(first, { error, isNews: true, ...next });
  const later = { ...CLOCK, now: CLOCK.now + 1000 };
  const second = judgeUnknownFamily(row({ family: "future", error: JSON.stringify(error), expires: first.expires }), later);
  assert.deepEqual([second.isNews, second.expires], [false, first.expires]);
});

test("what the page can start, and nothing else, is an order", () => {
  const fields = Object.entries(OF_PAGE).map(([family, { params }]) => [family, ["name", ...Object.keys(params({}))].sort()]);
  assert.deepEqual(Object.entries(FAMILIES).map(([family, { fields: names }]) => [family, Object.keys(names).sort()]), fields);
  const order = { key: "12345678", family: "faceSwap", params: { video_url: "v", name: "x" } };
  // In one order, so that the same start is the same text.
  assert.deepEqual(Object.keys(orderOf(order).params), ["name", "video_url"]);
  const family = "`family` is no family that can be started here.";
  const bad = [
    [{ key: "1234" }, "`key` has 8 to 64 letters, digits, `_` or `-`."],
    [{ family: "constructor" }, family],
    [{ family: ["faceSwap"] }, family],
    [{ params: null }, "`params` is an object."],
    [{ params: [] }, "`params` is an object."],
    [{ params: { name: { $ne: 1 } } }, "`name` of `faceSwap` is a text of at most 4000 characters."],
    [{ params: { name: ["x"] } }, "`name` of `faceSwap` is a text of at most 4000 characters."],
    [{ params: { webhook_url: "x" } }, "`webhook_url` is no parameter of `faceSwap`."],
    [{ params: { toString: "x" } }, "`toString` is no parameter of `faceSwap`."],
    [
      { family: "nanoBananas", params: { input_images: "x" } },
      "`input_images` of `nanoBananas` is a list of at most 10 texts, each of at most 4000 characters.",
    ],
  ];
  for (const [change, message] of bad) assert.throws(() => orderOf({ ...order, ...change }), { status: 400, message });
});

test("a session is of this secret, of one name, and ends", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 0 });
  const answer = await signedIn("Ada", 7, SETTINGS);
  const cookie = answer.headers.get("set-cookie");
  const [pair] = cookie.split(";");
  assert.equal(cookie, `${pair}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax`);
  const sessions = (text, settings = SETTINGS) => sessionsOf(new Request("http://127.0.0.1:1/", { headers: { cookie: text } }), settings);
  const session = { user: "Ada", until: 604_800_000, generation: 7 };
  assert.deepEqual(await sessions(`a=b; ${pair}`), [session]);
  assert.deepEqual(await sessions(pair, { ...SETTINGS, sessionSecret: SECRET.toUpperCase() }), []);
  assert.deepEqual(await sessions(pair.slice(0, -2)), []);
  // What another site of the domain put before it is passed over.
  assert.deepEqual(await sessions(`a2e_session=x; a2e_session=; ${pair}`), [session]);
  assert.deepEqual(await sessions(`${"a2e_session=x; ".repeat(4)}${pair}`), []);
  t.mock.timers.setTime(8 * 24 * 60 * 60 * 1000);
  assert.deepEqual(await sessions(pair), []);
});

test("beyond a developer's machine the cookie belongs to this very host", async () => {
  const there = { ...SETTINGS, isDev: false };
  const cookie = (await signedIn("Ada", 0, there)).headers.get("set-cookie");
  assert.match(cookie, /^__Host-a2e_session=[^;]+; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure$/);
  const gone = "__Host-a2e_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure";
  assert.equal(signedOut(there).headers.get("set-cookie"), gone);
  const plain = cookie.split(";")[0].replace("__Host-", "");
  assert.deepEqual(await sessionsOf(new Request("https://x.example/", { headers: { cookie: plain } }), there), []);
});

test("a name is a short text, and a code is the right one", async () => {
  assert.equal(userOf({ name: " Ada " }), "Ada");
  for (const name of [undefined, "", "  ", 5, ["Ada"], "x".repeat(41)]) {
    assert.throws(() => userOf({ name }), { status: 400, message: "A name has 1 to 40 letters." });
  }
  assert.equal(await isLoginCode("open sesame, twice", SETTINGS), true);
  for (const code of [undefined, "", "open", ["open sesame, twice"]]) assert.equal(await isLoginCode(code, SETTINGS), false);
  assert.equal(await isLoginCode("", { ...SETTINGS, loginCode: undefined }), false);
});

test("webhooks are asked for where they can arrive", () => {
  const [live, emulator] = ["https://video.a2e.ai", "http://127.0.0.1:1"];
  const urls = [
    [{ publicUrl: "https://studio.example", service: live }, "https://studio.example/api/webhook"],
    [{ publicUrl: "http://127.0.0.1:8080", service: emulator }, "http://127.0.0.1:8080/api/webhook"],
    [{ publicUrl: "http://127.0.0.1:8080", service: live }, undefined],
    [{ publicUrl: undefined, service: emulator }, undefined],
  ];
  for (const [settings, url] of urls) assert.equal(webhookUrl(settings), url);
});

const ENV = { A2E_TOKEN: "sk_x", SESSION_SECRET: SECRET, WEBHOOK_SECRET: SECRET };
const PUBLIC = { PUBLIC_URL: "https://studio.example", LOGIN_CODE: "twelve letters" };

test("settings have defaults, and an address that is the only one", () => {
  assert.deepEqual(settingsOf({ ...ENV, ...PUBLIC, DEV: null, KEEP_MS: null, COINS_PER_DAY: "off" }), {
    token: "sk_x",
    service: "https://video.a2e.ai",
    sessionSecret: SECRET,
    webhookSecret: SECRET,
    isDev: false,
    publicUrl: "https://studio.example",
    loginCode: "twelve letters",
    keepMs: 259_200_000,
    pauseMs: 2000,
    limits: { startsPerMinute: 60, coinsPerDay: undefined },
  });
  const here = settingsOf({ ...ENV, DEV: "1" });
  assert.deepEqual([here.isDev, here.publicUrl, here.loginCode], [true, undefined, undefined]);
  // Where a code is set, it is asked for everywhere.
  assert.equal(settingsOf({ ...ENV, DEV: "1", LOGIN_CODE: "twelve letters" }).loginCode, "twelve letters");
});

test("the Worker does not run with a wrong setting, and its log names it", () => {
  const secret = (name, least) => `${name} must be a secret of at least ${least} characters, without spaces around it.`;
  const missing = "PUBLIC_URL is missing: it is the address of this Worker, such as https://studio.example.com.";
  const disagree = "PUBLIC_URL and DEV=1 disagree: DEV=1 is for an address of this machine, and for nothing else.";
  const https = "PUBLIC_URL begins with https:// and has no path.";
  const pause = "PAUSE_MS must be a whole number from 1 to 86400000.";
  const keep = "KEEP_MS must be a whole number from 1 to 31536000000.";
  const wrong = [
    [{ A2E_TOKEN: "" }, "A2E_TOKEN is missing: it is the token that the Worker adds."],
    [{ SESSION_SECRET: "short" }, secret("SESSION_SECRET", 32)],
    [{ WEBHOOK_SECRET: null }, secret("WEBHOOK_SECRET", 32)],
    [{ LOGIN_CODE: "" }, secret("LOGIN_CODE", 12)],
    [{ LOGIN_CODE: " " }, secret("LOGIN_CODE", 12)],
    [{ LOGIN_CODE: "1234" }, secret("LOGIN_CODE", 12)],
    [{ DEV: "yes" }, "DEV is 1, or it is not set."],
    [{ DEV: "1" }, disagree],
    [{ PUBLIC_URL: "" }, missing],
    [{ PUBLIC_URL: "studio.example" }, missing],
    [{ PUBLIC_URL: "http://127.0.0.1:8080" }, disagree],
    [{ PUBLIC_URL: "http://studio.example" }, https],
    [{ PUBLIC_URL: "https://studio.example/app" }, https],
    ...["2s", "0", "-1", "1e3", "NaN", "99999999999"].map((value) => [{ PAUSE_MS: value }, pause]),
    ...["3 days", "-1", "0"].map((value) => [{ KEEP_MS: value }, keep]),
    [{ STARTS_PER_MINUTE: "0" }, "STARTS_PER_MINUTE must be a whole number from 1 to 10000, or off."],
    [{ COINS_PER_DAY: "no" }, "COINS_PER_DAY must be a whole number from 1 to 1000000000, or off."],
  ];
  for (const [change, message] of wrong) {
    assert.throws(() => settingsOf({ ...ENV, ...PUBLIC, ...change }), { name: "SetupError", message });
  }
});

test("an answer has the status of its error, and the service's own statuses stay behind the Worker", async () => {
  const statuses = { validation: 400, credits: 402, not_found: 404, conflict: 409, rate_limit: 429, auth: 502, permission: 502, server: 502 };
  for (const [kind, status] of Object.entries(statuses)) assert.equal(statusOf({ kind, status: 401 }), status, kind);
  const answer = refusalOf(refuse(429, "rate_limit", "Later.", { retryAfterMs: 1500 }));
  assert.deepEqual([answer.status, answer.headers.get("retry-after")], [429, "2"]);
  assert.deepEqual(await answer.json(), { error: { kind: "rate_limit", message: "Later.", retryAfterMs: 1500 } });
});

test("the log names a wrong setting, and tells no message of other errors", (t) => {
  const lines = [];
  t.mock.method(console, "error", (...words) => lines.push(words.join(" ")));
  try {
    settingsOf({ ...ENV, ...PUBLIC, PAUSE_MS: "2s" });
  } catch (error) {
    assert.equal(refusalOf(error).status, 500);
  }
  assert.equal(refusalOf(new Error("sk_secret")).status, 500);
  assert.equal(lines[0], "SetupError PAUSE_MS must be a whole number from 1 to 86400000.");
  assert.doesNotMatch(lines[1], /sk_secret/);
});

test("a row that cannot be read is told as far as its columns go, and polled by its id", () => {
  const view = { v: 1, id: "a", family: "faceSwap", state: "running" };
  const good = { id: "a", family: "faceSwap", params: '{"name":"x"}', version: 0, state: "running", error: null, view: JSON.stringify(view) };
  assert.deepEqual(newsOf(good), { id: "a", version: 0, state: "running", view, error: undefined });
  const later = { ...view, v: 2, more: "of it" };
  assert.deepEqual(viewOf({ ...good, view: JSON.stringify(later) }), later);
  const firstSeenAt = "1970-01-01T00:00:00.000Z";
  const bare = { ...view, status: "running", urls: [], firstSeenAt, record: { name: "x" } };
  const error = { kind: "decode", message: "What was kept of this task cannot be read." };
  for (const text of ["{", "null", "5", "[]", JSON.stringify({ ...view, id: "b" })]) {
    const row = { ...good, view: text };
    assert.equal(viewOf(row), undefined);
    assert.deepEqual(newsOf(row), { id: "a", version: 0, state: "running", view: bare, error });
  }
  const told = newsOf({ ...good, view: "{", params: "{", error: "{" });
  assert.deepEqual(told.view.record, {});
  const intent = { key: "k", family: "faceSwap", params: "{", version: 3, state: "unknown", error: "{", created: 0 };
  const shown = { v: 1, id: "k", family: "faceSwap", state: "queued", status: "unknown", urls: [], firstSeenAt, record: {} };
  assert.deepEqual(newsOf(intent), { id: "k", version: 3, state: "unknown", view: shown, error: undefined });
});

test("a view that is long is told without its record, and whole on demand", () => {
  const record = { name: "n".repeat(300), prompt: "p".repeat(9000) };
  const view = { v: 1, id: "a", family: "faceSwap", state: "running", siblings: [], record };
  const row = { id: "a", family: "faceSwap", params: "{}", version: 0, state: "running", error: null, view: JSON.stringify(view) };
  const short = { ...view, siblings: undefined, record: { name: "n".repeat(200) }, isShort: true };
  assert.deepEqual(newsOf(row).view, short);
  assert.deepEqual(wholeNewsOf(row).view, view);
});

test("every file of the page is served, and nothing that lies beside it", async () => {
  const files = (await readdir(new URL("../../www-example", import.meta.url))).filter((name) => /\.(?:html|css|js|svg)$/.test(name));
  assert.deepEqual(PAGE.toSorted(), files.toSorted());
});
