// Who decides: what is local, who is signed in, what the service is told, and whose a record is. No header of a caller does.

import assert from "node:assert/strict";
import { request } from "node:http";
import { afterEach, test } from "node:test";
import { Front, START } from "./front.mjs";
import { NEVER_MS, Place, swap } from "./place.mjs";

const CODE = "a code of this studio";
const HERE = "https://studio.example";
const PUBLIC = { DEV: "", PUBLIC_URL: HERE, LOGIN_CODE: CODE };
let front, place;

afterEach(async () => {
  await place.close();
  front?.close();
  front = undefined;
});

/** A request with any Host, which `fetch` does not send. */
function raw(path, { method = "GET", headers = {}, body } = {}) {
  const { hostname, port } = new URL(place.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, setHost: !headers.host }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() });
    });
    sent.on("error", reject);
    sent.end(body && JSON.stringify(body));
  });
}

const json = { "content-type": "application/json" };
const login = (body, headers = {}) => raw("/login", { method: "POST", headers: { ...json, origin: HERE, ...headers }, body });

test("no Host makes a public Worker local", async () => {
  place = await Place.open("hosts", { settings: PUBLIC });
  for (const host of ["localhost", "127.0.0.1", "127.1.2.3", "[::1]", "LOCALHOST", "localhost.", "studio.example"]) {
    for (const origin of [HERE, `http://${host}`]) {
      assert.equal((await login({ name: "Eve" }, { host, origin })).status, 403, `${host} ${origin}`);
    }
    const { status, headers } = await login({ name: "Ada", code: CODE }, { host });
    assert.equal(status, 200, host);
    assert.match(headers["set-cookie"][0], /^__Host-a2e_session=.*; Secure$/);
  }
});

test("the service calls the public address, whatever Host and Origin say", async () => {
  place = await Place.open("hooks", { speed: 0, settings: { ...PUBLIC, PAUSE_MS: NEVER_MS } });
  const { headers } = await login({ name: "Ada", code: CODE });
  const cookie = headers["set-cookie"][0].split(";")[0];
  const body = swap("key-of-a-host");
  const there = { ...json, cookie, host: "169.254.169.254" };
  const refused = await raw("/api/tasks", { method: "POST", headers: { ...there, origin: "http://169.254.169.254" }, body });
  assert.equal(refused.status, 403);
  assert.equal(JSON.parse(refused.text).error.message, `Only pages of ${HERE} may ask here.`);
  assert.equal((await raw("/api/tasks", { method: "POST", headers: { ...there, origin: HERE }, body })).status, 201);
  const [{ body: sent }] = await place.arrived("addFaceSwapTask");
  assert.equal(new URL(sent.webhook_url).origin, HERE);
  const nonce = new URL(sent.webhook_url).searchParams.get("nonce");
  assert.match(nonce, /^[0-9a-f]{64}\.[0-9a-f]{64}$/);
});

test("on a developer's machine other names of it are refused", async () => {
  place = await Place.open("names");
  for (const host of ["studio.example", "127.0.0.1.nip.io", "localhost."]) {
    const { status, text } = await login({ name: "Eve" }, { host, origin: `http://${host}` });
    assert.equal(status, 403);
    assert.match(text, /With DEV=1 the Worker answers at addresses of this machine alone\./);
  }
});

test("guesses of the code are slowed down, also where the last one is right", async () => {
  place = await Place.open("guesses", { settings: PUBLIC });
  // The right code is no guess, however often it comes.
  for (let n = 0; n < 12; n++) assert.equal((await login({ name: "Ada", code: CODE })).status, 200);
  const guesses = await Promise.all(Array.from({ length: 10 }, (_, n) => login({ name: "Eve", code: `guess number ${n}` })));
  assert.deepEqual(guesses.map(({ status }) => status), Array(10).fill(403));
  const { status, headers, text } = await login({ name: "Eve", code: CODE });
  assert.equal(status, 429);
  assert.ok(Number(headers["retry-after"]) > 0);
  assert.match(JSON.parse(text).error.message, /^There were too many tries to sign in\. The next one is possible in \d+ min\.$/);
  // Somebody elsewhere is not held up.
  assert.equal((await login({ name: "Ada", code: CODE }, { "cf-connecting-ip": "192.0.2.1" })).status, 200);
});

test("signing out ends the cookie, the other sessions and the open sockets", async () => {
  place = await Place.open("out");
  const [here, there, bob] = [await place.login("Ada"), await place.login("Ada"), await place.login("Bob")];
  const feeds = [await here.live(), await there.live(), await bob.live()];
  assert.equal((await here.ask("/logout", { method: "POST" })).status, 200);
  for (const feed of feeds.slice(0, 2)) assert.deepEqual(await feed.closed, { code: 4401, reason: "Signed out." });
  for (const visitor of [here, there]) {
    assert.equal((await visitor.ask("/api/tasks")).status, 401);
    assert.equal((await visitor.ask("/api/a2e/api/v1/user/remainingCoins")).status, 401);
    const feed = await visitor.live();
    assert.deepEqual(await feed.closed, { code: 4401, reason: "Sign in first." });
  }
  assert.equal((await bob.ask("/api/tasks")).status, 200);
  assert.deepEqual(await (await place.login("Ada")).all(), []);
});

test("a cookie that another site put beside the own one makes nobody somebody else", async () => {
  place = await Place.open("tossed");
  const [ada, eve] = [await place.login("Ada"), await place.login("Eve")];
  const user = async (cookie) => (await (await place.ask("/config.json", { cookie })).json()).user;
  assert.equal(await user(`a2e_session=x; a2e_session=y.z; ${ada.cookie}`), "Ada");
  assert.equal(await user(`${eve.cookie}; ${ada.cookie}`), undefined);
});

test("every answer has the security headers", async () => {
  place = await Place.open("headers", { settings: PUBLIC });
  const cookie = (await login({ name: "Ada", code: CODE })).headers["set-cookie"][0].split(";")[0];
  const post = { method: "POST", headers: { ...json, origin: HERE } };
  const answers = [
    [200, "/"], [200, "/app.js"], [404, "/worker/src/settings.js"], [200, "/pkg/index.js"],
    [200, "/config.json"], [200, "/config.json", { method: "HEAD" }], [404, "/api/nothing"], [426, "/api/live"],
    [401, "/api/tasks"], [200, "/api/tasks", { headers: { cookie } }], [403, "/api/webhook", { method: "POST" }],
    [401, "/api/a2e/api/v1/user/remainingCoins"], [200, "/api/a2e/api/v1/user/remainingCoins", { headers: { cookie } }],
    [400, "/login", { ...post, body: null }], [200, "/login", { ...post, body: { name: "Ada", code: CODE } }],
    [400, "/api/tasks", { ...post, headers: { ...post.headers, cookie }, body: [] }],
    [403, "/logout", { method: "POST", headers: { origin: "null" } }],
  ];
  for (const [status, path, options] of answers) {
    const answer = await raw(path, options);
    assert.equal(answer.status, status, path);
    const policy = answer.headers["content-security-policy"];
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; .*; frame-ancestors 'none'$/, path);
    const names = ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy", "strict-transport-security"];
    const values = ["nosniff", "DENY", "no-referrer", "same-origin", "max-age=31536000"];
    assert.deepEqual(names.map((name) => answer.headers[name]), values, path);
  }
});

test("only the listed files are served, in one spelling", async () => {
  place = await Place.open("files");
  for (const path of ["/worker/src/settings.js", "/%77orker/src/settings.js", "/worker%2fsrc/settings.js", "/./worker/wrangler.jsonc", "/package.json", "/pkg/server.js", "/%61pp.js", "//app.js"]) {
    assert.equal((await raw(path)).status, 404, path);
  }
});

test("a missing setting is named in the log, and stops the Worker", async () => {
  place = await Place.open("setup", { settings: { ...PUBLIC, PAUSE_MS: "2s" } });
  for (const path of ["/", "/config.json", "/api/webhook"]) assert.equal((await raw(path)).status, 500);
  assert.match(place.workerd.complaints, /SetupError PAUSE_MS must be a whole number from 1 to 86400000\./);
});

test("the service's refusal of the token is no refusal of the session", async () => {
  front = await Front.open(process.env.A2E_EMULATOR_URL);
  place = await Place.open("token", { settings: { A2E_URL: front.url } });
  const ada = await place.login("Ada");
  front.rule(START, () => ({ status: 401, json: { code: 401, msg: "no such token" } }));
  const { status, body } = await ada.start(swap("key-of-no-token"));
  assert.deepEqual([status, body.error.kind], [502, "auth"]);
  assert.equal((await ada.ask("/api/tasks")).status, 200);
});

test("the first owner of a record stays, in any spelling of its id", async () => {
  front = await Front.open(process.env.A2E_EMULATOR_URL);
  place = await Place.open("first", { speed: 0, settings: { PAUSE_MS: NEVER_MS, A2E_URL: front.url } });
  const [ada, eve] = [await place.login("Ada"), await place.login("Eve")];
  const { id } = (await ada.start(swap("key-of-ada-first"))).body;
  const record = `/api/a2e/api/v1/userFaceSwapTask/${id}`;
  for (const named of [id, id.toUpperCase()]) {
    const end = front.rule(START, async (_, pass) => {
      const { status, json: given } = await pass();
      given.data._id = named;
      return { status, json: given };
    });
    const { status, body } = await eve.start(swap(`key-of-${named}`));
    assert.equal(status, 502);
    assert.equal(body.error.message, "The service named a record of another user.");
    end();
    assert.equal((await ada.ask(record)).status, 200);
    assert.equal((await eve.ask(record)).status, 404);
    assert.equal((await eve.ask(record.toUpperCase().replace("/API/A2E/API/V1/USERFACESWAPTASK", "/api/a2e/api/v1/userFaceSwapTask"))).status, 404);
  }
  assert.deepEqual((await eve.all()).map(({ state }) => state), ["unknown", "unknown"]);
});

test("a refused start whose key is the id of an own task leaves the task", async () => {
  place = await Place.open("keys", { speed: 0, settings: { PAUSE_MS: NEVER_MS } });
  const ada = await place.login("Ada");
  const { id } = (await ada.start(swap("key-of-ada-alone"))).body;
  await place.account.purse({ coins: 0 });
  assert.equal((await ada.start(swap(id))).status, 402);
  assert.deepEqual((await ada.all()).map((news) => news.id), [id]);
  assert.equal((await ada.ask(`/api/a2e/api/v1/userFaceSwapTask/${id}`)).status, 200);
});
