// Which pages may start something: behind reverse proxies, of other origins, in apps, and by names that lead elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ID, SECRET, TASKS, good, places, read } from "./place.mjs";
import { App } from "./support.mjs";

const app = await App.install();
const place = await places(app);

/** The status of a start with these headers, and how many requests it sent. */
async function started(options, headers) {
  const { start, sent } = place(options);
  const { status } = await start({ headers });
  assert.equal(sent.length, status === 200 ? 1 : 0);
  return status;
}

const PAGE = "https://app.example";
const INNER = "http://10.0.0.7:3000";
const same = { "sec-fetch-site": "same-origin" };

test("a page's own proxy is known by what the browser says, also where a reverse proxy changes scheme and host", async () => {
  const statuses = {
    "the browser says so": [{ here: INNER }, { origin: PAGE, ...same }, 200],
    "it says so, and a cookie comes along": [{ here: INNER }, { ...same, cookie: "session=1" }, 200],
    "an old browser, and nothing changed": [{ here: PAGE }, { origin: PAGE }, 200],
    "an old browser, and TLS ends before": [{ here: "http://app.example" }, { origin: PAGE }, 200],
    "the same with the port of TLS": [{ here: "http://app.example:443" }, { origin: PAGE }, 200],
    "an old browser, and a changed host": [{ here: INNER }, { origin: PAGE }, 403],
    "the same with publicUrl": [{ here: INNER, publicUrl: PAGE }, { origin: PAGE }, 200],
    "a page over plain http": [{ here: PAGE }, { origin: "http://app.example" }, 403],
    "another site of the same name": [{ here: PAGE }, { origin: PAGE, "sec-fetch-site": "same-site" }, 403],
    "another site": [{ here: PAGE }, { origin: PAGE, "sec-fetch-site": "cross-site" }, 403],
    "another site without an origin": [{ here: PAGE }, { "sec-fetch-site": "cross-site" }, 403],
    "the user, by the address bar": [{ here: PAGE }, { origin: "https://evil.example", "sec-fetch-site": "none" }, 403],
    "a sandboxed page, and an app whose address has no origin either": [{ here: "app://bundle" }, { origin: "null" }, 403],
    "no browser": [{ here: PAGE }, {}, 200],
    "two values": [{ here: INNER }, { origin: PAGE, "sec-fetch-site": "same-origin, cross-site" }, 403],
  };
  for (const [name, [options, headers, status]] of Object.entries(statuses)) {
    assert.equal(await started(options, headers), status, name);
  }
});

test("a refusal names both sides and the option, also to the server's log", async () => {
  const { start, told } = place({ here: INNER });
  const msg =
    `the page's origin is \`${PAGE}\`, and the request came to \`${INNER}\`: if it is the proxy's own page behind a reverse proxy, ` +
    "set `publicUrl` to that origin; if it is another page of yours, name it in `origins`";
  assert.deepEqual(await read(start({ headers: { origin: PAGE } })), { status: 403, code: 403, msg, sent: false });
  assert.deepEqual(told, [`createProxy: a request was refused: ${msg}`]);
});

test("a name that somebody leads to this server is refused: over plain http for starts, with publicUrl for reads too", async () => {
  const evil = "http://evil.example:3000";
  assert.equal(await started({ here: evil }, { origin: evil }), 403);
  for (const here of ["http://localhost:3000", "http://192.168.1.5:3000", "http://nas.local", "http://[::1]:3000"]) {
    assert.equal(await started({ here }, { origin: here }), 200, here);
  }
  const list = `${TASKS}/records?pageNum=1&pageSize=10`;
  const statusAt = async (here, headers = {}, more = {}) => {
    const { ask } = place({ here, publicUrl: PAGE, play: () => good({ rows: [] }), ...more });
    return (await ask(list, { headers })).status;
  };
  assert.equal(await statusAt(evil), 403);
  assert.equal(await statusAt("https://app.example.evil.example"), 403);
  // The page cannot set this, and a browser says it of no such page.
  assert.equal(await statusAt("https://balancer.example", same), 200);
  assert.equal(await statusAt("https://balancer.example", {}, { origins: ["https://balancer.example"] }), 200);
  for (const here of [PAGE, "http://app.example", INNER, "http://app:3000", "http://127.0.0.1:8080"]) {
    assert.equal(await statusAt(here), 200, here);
  }
  const { ask } = place({ here: evil, publicUrl: PAGE });
  const msg =
    "this proxy is at `https://app.example`, and the request names the host `evil.example:3000`: set `publicUrl` to the address of the page, " +
    "or name `https://evil.example:3000` in `origins`";
  assert.deepEqual(await read(ask(list)), { status: 403, code: 403, msg, sent: false });
});

test("pages and apps of other origins may ask if they are named, by a star in the first label too", async () => {
  const origins = [
    "https://other.example", "https://my-*-team.vercel.app", "capacitor://localhost", "tauri://localhost",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop", "http://192.168.1.5:5173", "http://*.localhost:3000",
  ];
  const named = ["https://my-app-1-team.vercel.app", "http://a.localhost:3000", ...origins.filter((one) => !one.includes("*"))];
  for (const origin of named) {
    const { start } = place({ origins });
    const { status, headers } = await start({ headers: { origin, "sec-fetch-site": "cross-site" } });
    const said = ["origin", "credentials"].map((name) => headers.get(`access-control-allow-${name}`));
    assert.deepEqual([status, ...said], [200, origin, null], origin);
  }
  for (const origin of ["https://evil.vercel.app", "https://my-a.b-team.vercel.app", "https://my--team.vercel.app.evil.example", "tauri://evil", "null"]) {
    assert.equal(await started({ origins }, { origin }), 403, origin);
  }
});

test("cookies of pages of other origins want `credentials`", async () => {
  const origins = ["https://other.example"];
  const { start, ask } = place({ origins, credentials: true });
  const asked = { origin: origins[0], "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
  const preflight = await ask(`${TASKS}/add`, { method: "OPTIONS", headers: asked });
  const allowed = "access-control-allow-credentials";
  assert.deepEqual([preflight.status, preflight.headers.get(allowed)], [204, "true"]);
  assert.equal((await start({ headers: { origin: origins[0], cookie: "session=1" } })).headers.get(allowed), "true");
  assert.equal((await start()).headers.get(allowed), null);
  assert.throws(() => place({ credentials: true }), { kind: "config", field: "credentials" });
});

test("a client says which cookies go along, to the proxy alone", async () => {
  const { createClient } = await app.import();
  const address = "https://storage.example/put";
  const said = async (options) => {
    const all = [];
    const fetch = async (url, init) => {
      all.push([new URL(url).host, "credentials" in init ? init.credentials : "unsaid"]);
      return good({ uploadUrl: address, cdnUrl: address });
    };
    const a2e = await createClient({ baseUrl: "https://api.example/api/a2e", fetch, ...options });
    await a2e.storage.upload(new Blob(["a"]), { name: "a.png", contentType: "image/png" });
    return all;
  };
  for (const credentials of ["include", "same-origin", "omit"]) {
    assert.deepEqual(await said({ credentials }), [["api.example", credentials], ["storage.example", "unsaid"]]);
  }
  // Old dates of workerd throw at the word.
  assert.deepEqual(await said(), [["api.example", "unsaid"], ["storage.example", "unsaid"]]);
  for (const credentials of ["always", "Include", "", true]) {
    await assert.rejects(createClient({ baseUrl: "https://api.example", credentials }), { kind: "config", field: "credentials" });
  }
});

test("an entry of `origins` that is none is refused with what to write", () => {
  const wrong = {
    "*": "`*` would let every page ask: name each origin, such as `https://app.example.com`, or put a star in the place of one label, such as `https://*.example.com`",
    null: "`null` is the origin of all files and sandboxed pages: serve the page from an address, such as `http://localhost:3000`",
    "app.example": "`app.example` is none: write the scheme too, such as `https://app.example.com`",
    "https://app.example/": "`https://app.example/` is more than an origin: write `https://app.example`",
    "https://App.example/a": "`https://App.example/a` is more than an origin: write `https://app.example`",
    "http://app.example:81": "`http://app.example:81` came over plain http, and could be changed on the way: write `https://app.example:81`; http is for this machine and private networks",
    "file://a": "`file://a` is none of a page or an app: write it as in `https://app.example.com`, `capacitor://localhost`, `tauri://localhost` or `chrome-extension://<id>`",
    "https://": "`https://` is no address of a page: write it as in `https://app.example.com`",
  };
  for (const [origin, words] of Object.entries(wrong)) {
    const message = `createProxy: option \`origins\` must hold origins; ${words}`;
    assert.throws(() => place({ origins: [origin] }), { kind: "config", field: "origins", message }, origin);
  }
  const star =
    "has its star in a wrong place: it stands for letters, digits and hyphens of the first label, as in `https://*.example.com` or " +
    "`https://my-app-*.vercel.app`";
  for (const origin of ["https://*.com", "https://*.co.uk", "https://*.com:8443", "https://a.*.example", "https://*.*.example", "https://*", "http://*.example.com", "https://*.example.com/"]) {
    assert.throws(() => place({ origins: [origin] }), { message: `createProxy: option \`origins\` must hold origins; \`${origin}\` ${star}` }, origin);
  }
});

test("a publicUrl that is none is refused", () => {
  for (const publicUrl of ["app.example", "https://app.example?a", "https://app.example#a", "https://a:b@app.example", "file:///a"]) {
    assert.throws(() => place({ publicUrl }), { kind: "config", field: "publicUrl" }, publicUrl);
  }
});

test("an upload by way of the proxy goes to the address that the page sees", async () => {
  const given = { uploadUrl: "https://storage.example/put", publicUrl: "https://storage.example/get" };
  const addressOf = async (options, headers = {}) => {
    const { ask } = place({ proxyUploads: true, secret: SECRET, play: () => good(given), ...options });
    const body = JSON.stringify({ key: "a.mp4", contentType: "video/mp4", fileSize: 5 });
    const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
    const { data } = await (await ask("/api/v1/r2/upload-presigned-url", init)).json();
    return data.uploadUrl.split("?")[0];
  };
  const here = INNER;
  assert.equal(await addressOf({ here }, { origin: PAGE, ...same }), `${PAGE}/api/a2e/upload`);
  assert.equal(await addressOf({ here: "http://app.example" }, { origin: PAGE }), `${PAGE}/api/a2e/upload`);
  assert.equal(await addressOf({ here, publicUrl: "https://app.example/a2e/" }, { origin: PAGE }), `${PAGE}/a2e/upload`);
  assert.equal(await addressOf({ here, publicUrl: PAGE }), `${PAGE}/api/a2e/upload`);
  assert.equal(await addressOf({ here, sharedAccount: true }), `${INNER}/api/a2e/upload`);
  // Nothing that a caller merely claims.
  assert.equal(await addressOf({ here }, { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" }), `${INNER}/api/a2e/upload`);
  assert.equal(await addressOf({ here, origins: ["https://other.example"] }, { origin: "https://other.example" }), `${INNER}/api/a2e/upload`);
  assert.equal(await addressOf({ here }, { origin: "https://a.example/b", ...same }), `${INNER}/api/a2e/upload`);
});

test("a slash at the end of the proxy's place is one too many, and no 404", async () => {
  for (const [path, asked, status] of [["/api/a2e/", "", 200], ["/api/a2e", "/", 200], ["/api/a2e", "//", 404]]) {
    const { ask } = place({ path, play: () => good({ rows: [] }) });
    assert.equal((await ask(`${asked}${TASKS}/records?pageNum=1&pageSize=10`)).status, status);
  }
});

test("who is not signed in learns nothing of what is allowed, and a user is a well-formed text", async () => {
  const list = "/api/v1/token/list";
  const statusFor = async (user, path = list) => {
    const { ask, sent } = place({ authorize: () => user });
    const { status } = await ask(path);
    assert.equal(sent.length, status === 200 ? 1 : 0);
    return status;
  };
  for (const user of [undefined, null, "", 7, {}]) assert.equal(await statusFor(user), 401);
  assert.equal(await statusFor("ada"), 403);
  const { ask, told } = place({ authorize: () => "\ud800" });
  const msg = "`authorize` must name the user by a well-formed text of at most 256 bytes";
  assert.deepEqual(await read(ask(`${TASKS}/${ID}`)), { status: 500, code: 500, msg, sent: false });
  assert.deepEqual(told, [`createProxy: a request was refused: ${msg}`]);
  assert.equal(await statusFor("a".repeat(257), `${TASKS}/${ID}`), 500);
});
