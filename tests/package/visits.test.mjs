// What a proxy says and does where something fails, takes too long, or nobody waits any more.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gate, turns } from "./server-node.mjs";
import { ID, SECRET, TASKS, good, places, read } from "./place.mjs";
import { App } from "./support.mjs";

const app = await App.install();
const place = await places(app);
const { memoryOwners } = await app.import("a2e-wasm/server");

const fails = () => {
  throw new Error("a secret of the server");
};
const never = () => new Promise(() => {});
const COUNTED = "it could not be found out whether you may start this; nothing was sent";
const OWNED = "it could not be found out whose these records are";
const DONE = `this was done, but it could not be remembered whose it is; ask for it by its id: ${ID}`;
const unknown = async (ids) => ids.map(() => undefined);
const NO_TOKEN = "the service could not be asked: there is no token";
const NO_ANSWER = "the service gave no answer";
const refused = (status, msg, more = { sent: false }) => ({ status, code: status, msg, ...more });
const record = (path = `${TASKS}/${ID}`) => ({ ask }) => ask(path);
const started = ({ start }) => start();
/** `fetch` of Node where nobody listens, and where the connection breaks. */
const broken = (code) => () => Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) }));

test("what was not sent is said to be so, and nothing else is", async () => {
  const quoted = (answer) => (url) => (url.endsWith("/quote") ? answer() : good());
  const cases = {
    "authorize throws": [{ authorize: fails }, started, refused(500, "it could not be found out who asks")],
    "authorize says nobody": [{ authorize: () => {} }, started, refused(401, "sign in first")],
    "owners throw": [{ owners: { get: fails, set: fails } }, record(), refused(500, OWNED)],
    "counters throw": [{ limits: { startsPerMinute: 1, counters: { add: fails } } }, started, refused(500, COUNTED)],
    "counters give no number": [{ limits: { startsPerMinute: 1, counters: { add: () => undefined } } }, started, refused(500, COUNTED)],
    "the quote fails": [{ limits: { coinsPerDay: 1 }, play: quoted(() => new Response("{}", { status: 500 })) }, started, refused(500, COUNTED)],
    "the quote breaks off": [{ limits: { coinsPerDay: 1 }, play: quoted(broken("ECONNRESET")) }, started, refused(500, COUNTED)],
    "the quote is below zero": [{ limits: { coinsPerDay: 1 }, play: quoted(() => good({ credits: -1 })) }, started, refused(500, COUNTED)],
    "the token throws": [{ token: fails }, started, refused(500, NO_TOKEN)],
    "the token is none": [{ token: () => "" }, started, refused(500, NO_TOKEN)],
    "nobody listens": [{ play: broken("ECONNREFUSED") }, started, refused(502, NO_ANSWER)],
    "no such operation": [{}, record("/api/v1/nothing"), refused(404, "this proxy knows no such operation")],
    "not allowed": [{ allow: [] }, started, refused(403, "`faceSwap.start` is not among what this proxy allows")],
    "a forged upload": [{ proxyUploads: true, secret: SECRET }, ({ ask }) => ask("/upload?url=https://storage.example/a", { method: "PUT", body: "a" }),
      refused(403, "this address of an upload is wrong or older than an hour: ask for a new one")],
    "the service answers with a redirect": [{ play: () => Response.redirect("https://service.example/elsewhere", 307) }, started,
      refused(502, "the service answered with a redirect")],
    // From here on the service may have done it.
    "the service answers with the place of what was done": [{ play: () => Response.redirect("https://service.example/done", 303) }, started,
      refused(502, "the service answered with a redirect", {})],
    "the connection breaks": [{ play: broken("ECONNRESET") }, started, refused(502, NO_ANSWER, {})],
    "the service answers in HTML": [{ play: () => new Response("<p>", { headers: { "content-type": "text/html" } }) }, started,
      refused(502, "the service answered with something else than JSON", {})],
    "the owner cannot be kept": [{ owners: { get: unknown, set: fails } }, started, refused(500, DONE, {})],
    "the owner cannot be found out": [{ owners: { get: fails, set: fails } }, started, refused(500, DONE, {})],
  };
  for (const [name, [options, act, wanted]] of Object.entries(cases)) {
    assert.deepEqual(await read(act(place(options))), wanted, name);
  }
});

test("the proxy's own limits have codes of their own, and say how long to wait", async ({ mock }) => {
  mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1, 16, 0, 18) });
  const answer = async (limits) => {
    const { start } = place({ limits, play: (url) => (url.endsWith("/quote") ? good({ credits: 10 }) : good()) });
    await start();
    const refusal = await start();
    return [refusal.headers.get("retry-after"), await read(refusal)];
  };
  const starts = { status: 429, code: "proxy_starts_per_minute", msg: "this proxy allows 1 starts a minute for each user; try again in 42 s", sent: false };
  assert.deepEqual(await answer({ startsPerMinute: 1 }), ["42", starts]);
  const coins = { status: 429, code: "proxy_coins_per_day", msg: "this proxy allows 12.5 coins a day for each user; try again in 28782 s", sent: false };
  assert.deepEqual(await answer({ coinsPerDay: 12.5 }), ["28782", coins]);
});

test("nothing that the proxy asks holds a request for ever", async ({ mock }) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const quoteOnly = (url) => (url.endsWith("/quote") ? never() : good());
  const limits = (add) => ({ limits: { startsPerMinute: 1, counters: { add } } });
  const cases = {
    authorize: [{ authorize: never }, started, 10_000, refused(503, "it could not be found out who asks")],
    "owners.get": [{ owners: { get: never, set: never } }, record(), 10_000, refused(503, OWNED)],
    "counters.add": [limits(never), started, 10_000, refused(503, COUNTED)],
    token: [{ token: never }, started, 10_000, refused(503, NO_TOKEN)],
    "the quote": [{ limits: { coinsPerDay: 1 }, play: quoteOnly }, started, 120_000, refused(503, COUNTED)],
    "the service": [{ play: never }, started, 120_000, refused(504, NO_ANSWER, {})],
    "its body": [{ play: () => new Response(new ReadableStream(), { headers: { "content-type": "application/json" } }) }, started, 120_000,
      refused(504, NO_ANSWER, {})],
    "owners.set": [{ owners: { get: unknown, set: never } }, started, 10_000, refused(503, DONE, {})],
    "a shorter time": [{ authorize: never, callbackTimeoutMs: 5 }, started, 5, refused(503, "it could not be found out who asks")],
    "a shorter time for the service": [{ play: never, upstreamTimeoutMs: 5 }, started, 5, refused(504, NO_ANSWER, {})],
  };
  for (const [name, [options, act, ms, wanted]] of Object.entries(cases)) {
    const own = place(options);
    let isOver = false;
    const answer = read(act(own)).finally(() => (isOver = true));
    await turns();
    mock.timers.tick(ms - 1);
    await turns();
    assert.equal(isOver, false, name);
    mock.timers.tick(1);
    assert.deepEqual(await answer, wanted, name);
    assert.match(own.told[0], new RegExp(`did not answer within ${ms} ms$`), name);
  }
});

test("what answers in time leaves no timer, and without a limit there is none", async ({ mock }) => {
  const timers = new Set();
  mock.method(globalThis, "setTimeout", (_, ms) => (timers.add(ms), ms));
  mock.method(globalThis, "clearTimeout", (timer) => timers.delete(timer));
  assert.equal((await place().start()).status, 200);
  assert.equal((await place({ callbackTimeoutMs: Infinity, upstreamTimeoutMs: Infinity }).start()).status, 200);
  assert.deepEqual([...timers], []);
});

test("a start under way is seen through where the caller goes away, and its owner is noted", async () => {
  const [asked, answered] = [gate(), gate()];
  const owners = memoryOwners();
  const play = async () => {
    asked.open();
    await answered.opened;
    return good();
  };
  const { start, sent, told } = place({ owners, play });
  const [caller, waits] = [new AbortController(), []];
  const answer = start({ signal: caller.signal, context: { waitUntil: (promise) => waits.push(promise) } });
  await asked.opened;
  caller.abort();
  assert.equal(sent[0].signal.aborted, false);
  assert.deepEqual([waits.length, await owners.get([ID])], [1, [undefined]]);
  answered.open();
  await Promise.all([answer, ...waits]);
  assert.deepEqual([await owners.get([ID]), told], [["ada"], []]);
});

test("a read ends with its caller, and a start that was not sent yet stays so", async () => {
  const asked = gate();
  const play = (_, { signal }) => {
    asked.open();
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  const reads = place({ owners: { get: async () => ["ada"], set: async () => {} }, play });
  const [caller, waits] = [new AbortController(), []];
  const context = { waitUntil: (promise) => waits.push(promise) };
  const answer = reads.ask(`${TASKS}/${ID}`, { signal: caller.signal, context });
  await asked.opened;
  caller.abort();
  assert.equal((await answer).status, 502);
  // It is no trouble of the server's.
  assert.deepEqual([reads.told, waits], [[], []]);

  const early = new AbortController();
  const starts = place({ authorize: () => (early.abort(), "ada") });
  assert.deepEqual(await read(starts.start({ signal: early.signal })), refused(502, NO_ANSWER));
  assert.deepEqual([starts.sent, starts.told], [[], []]);
});

test("hosts that give something else, or fail, change nothing", async () => {
  for (const context of [undefined, {}, { params: {} }, { waitUntil: undefined }]) assert.equal((await place().start({ context })).status, 200);
  const { start, told } = place();
  assert.equal((await start({ context: { waitUntil: fails } })).status, 200);
  assert.deepEqual(told, ["a secret of the server"]);
});

const TOKEN = 'sk_live/"9_Z';
/** The token as JSON may write it, also in JSON that is a text within JSON. */
const spelled = (text, of = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`) => text.replace(/./g, of);
const SPELLINGS = {
  "as it is": TOKEN,
  "as JSON": JSON.stringify(TOKEN).slice(1, -1),
  "with a slash behind a backslash": JSON.stringify(TOKEN).slice(1, -1).replace("/", "\\/"),
  "all in numbers": spelled(TOKEN),
  "all in numbers, in capitals": spelled(TOKEN).replace(/[a-f]/g, (digit) => digit.toUpperCase()),
  "in part": spelled("sk_") + JSON.stringify(TOKEN).slice(4, -1),
  "in JSON within JSON": JSON.stringify(spelled("sk_") + JSON.stringify(TOKEN).slice(4, -1)).slice(1, -1),
};

/** The answer to the one operation that may answer with a stream. */
const prompted = (options) => {
  const { ask } = place({ token: TOKEN, allow: ["imageToVideo.extendPrompt"], ...options });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: '{"stream":true}' };
  return ask("/api/v1/userImage2Video/prompt_extension", init);
};

test("the token does not come back behind a row of backslashes, nor that of a webhook in numbers", async () => {
  const json = (text) => prompted({ sharedAccount: true, play: () => new Response(text, { headers: { "content-type": "application/json" } }) });
  const row = "\\".repeat(42);
  assert.equal(await (await json(`{"code":0,"data":"${row}${spelled(TOKEN)}"}`)).text(), '{"code":0,"data":"[token]"}');
  const hook = "0123456789abcdef";
  for (const written of [hook, spelled(hook), hook.slice(0, 3) + spelled(hook.slice(3))]) {
    assert.equal(await (await json(`{"code":0,"webhook_token":"${written}","a":1}`)).text(), '{"code":0,"webhook_token":"[token]","a":1}');
  }
});

test("a good answer without a body stays one", async () => {
  const { ask } = place({ play: () => new Response(null, { status: 204, headers: { "content-type": "application/json" } }), sharedAccount: true });
  const answer = await ask(`${TASKS}/0123456789abcdef01234567`, { method: "DELETE" });
  assert.deepEqual([answer.status, await answer.text()], [204, ""]);
});

test("no spelling of the token comes back: in an answer, in a header, in a stream of any parts", async () => {
  for (const [name, spelling] of Object.entries(SPELLINGS)) {
    for (const sharedAccount of [false, true]) {
      const text = `{"code":0,"data":{"a":"<${spelling}>"}}`;
      const answers = [
        () => new Response(text, { headers: { "content-type": "application/json", "x-trace-id": TOKEN } }),
        ...[1, 2, 5, 1000].map((size) => () => {
          const parts = text.match(new RegExp(`.{1,${size}}`, "g")).map((part) => new TextEncoder().encode(part));
          const pull = (own) => (parts.length ? own.enqueue(parts.shift()) : own.close());
          return new Response(new ReadableStream({ pull }), { headers: { "content-type": "text/event-stream" } });
        }),
      ];
      for (const play of answers) {
        const answer = await prompted({ play, sharedAccount });
        assert.equal(await answer.text(), '{"code":0,"data":{"a":"<[token]>"}}', name);
        assert.notEqual(answer.headers.get("x-trace-id"), TOKEN);
      }
    }
  }
});

test("what only begins like the token comes through a stream", async () => {
  for (const text of [TOKEN.slice(0, -1), "sk_sk_live", "\\u0073\\u006", "\\\\\\", "a\\u0074b", ""]) {
    const play = () => new Response(text, { headers: { "content-type": "text/event-stream" } });
    assert.equal(await (await prompted({ play })).text(), text);
  }
});

test("the token of a webhook comes back in no answer, that of another start neither", async () => {
  const echo = {
    "in its record": (token) => JSON.stringify({ code: 0, data: { _id: ID, webhook_token: token } }),
    "by another spelling of the name": (token) => `{"code":0,"data":{"_id":"${ID}","webhook\\u005ftoken" : "${token}"}}`,
    "in a text": (token) => JSON.stringify({ code: 0, data: { _id: ID, params: JSON.stringify({ webhook_token: token }) } }),
    "in an error": (token) => JSON.stringify({ code: 400, msg: `no webhook_token ${token}` }),
  };
  for (const [name, write] of Object.entries(echo)) {
    for (const sharedAccount of [false, true]) {
      let token;
      const play = (_, { body }) => {
        token ??= JSON.parse(body).webhook_token;
        return new Response(write(token), { headers: { "content-type": "application/json" } });
      };
      const { start, ask } = place({ play, sharedAccount, secret: SECRET, webhookUrl: "https://app.example/hook" });
      const answers = [await start(), await (name === "in an error" ? start() : ask(`${TASKS}/${ID}`))];
      const texts = await Promise.all(answers.map((answer) => answer.text()));
      assert.match(token, /^[\da-f]{64}$/);
      for (const text of texts.slice(0, name === "in an error" ? 1 : 2)) assert.ok(!text.includes(token) && text.includes("[token]"), `${name}: ${text}`);
    }
  }
});
