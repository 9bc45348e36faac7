// Files that come through the proxy: only to addresses that it gave itself, for a while, and without the token.

import assert from "node:assert/strict";
import { test } from "node:test";
import { proxied } from "./proxied.mjs";
import { Account, App } from "./support.mjs";

const app = await App.install();
const { createProxy, memoryOwners } = await app.import("a2e-wasm/server");
const users = await proxied(app);
const SECRET = "a secret that nobody would ever guess";
const FILE = new Blob(["a face"], { type: "image/jpeg" });

/** A proxy and the requests that it sent. */
function place() {
  const sent = [];
  const options = {
    allow: ["storage.upload"],
    proxyUploads: true,
    secret: SECRET,
    fetch: (url, init) => {
      sent.push({ url, headers: new Headers(init.headers), method: init.method });
      return fetch(url, init);
    },
  };
  return { sent, options };
}

/** The address of an upload that the proxy gives, and the proxy. */
async function given(account) {
  const { sent, options } = place();
  const { token, baseUrl } = account;
  const authorize = () => "ada";
  const proxy = createProxy({ token, baseUrl, authorize, owners: memoryOwners(), ...options });
  const init = { method: "POST", headers: { "content-type": "application/json" } };
  const body = JSON.stringify({ key: "face.jpg", contentType: "image/jpeg", fileSize: FILE.size });
  const presign = "https://app.example/api/a2e/api/v1/r2/upload-presigned-url";
  const answer = await proxy(new Request(presign, { ...init, body }));
  const put = (url, headers = {}) => {
    return proxy(new Request(url, { method: "PUT", body: FILE, headers: { "content-type": FILE.type, ...headers } }));
  };
  const { data } = await answer.json();
  return { sent, put, url: new URL(data.uploadUrl), data };
}

test("the client's upload comes through the proxy, to the storage, without the token", async () => {
  const account = await Account.open("uploads_through");
  const { sent, options } = place();
  const [ada] = await users(account, options, "ada");
  const file = await ada.storage.upload(FILE, { name: "face.jpg" });
  assert.equal(await (await fetch(file.url)).text(), "a face");
  const put = sent.find(({ method }) => method === "PUT");
  assert.equal(new URL(put.url).origin, new URL(account.baseUrl).origin);
  assert.deepEqual([...put.headers.keys()].filter((name) => !name.startsWith("content-")), []);
});

test("an address is good as it was given, and for no other place", async () => {
  const { sent, put, url } = await given(await Account.open("uploads_given"));
  assert.equal((await put(url)).status, 200);
  const before = sent.length;
  const forged = { url: "http://127.0.0.1:9/elsewhere", until: String(Number(url.searchParams.get("until")) + 1), seal: "0".repeat(64) };
  for (const [name, value] of Object.entries(forged)) {
    const other = new URL(url);
    other.searchParams.set(name, value);
    assert.equal((await put(other)).status, 403, name);
    other.searchParams.delete(name);
    assert.equal((await put(other)).status, 403, `no ${name}`);
  }
  assert.equal((await put(url, { origin: "https://evil.example" })).status, 403);
  assert.equal(sent.length, before);
});

test("an address is good for an hour", async ({ mock }) => {
  const { sent, put, url } = await given(await Account.open("uploads_old"));
  const before = sent.length;
  mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_600_001 });
  assert.equal((await put(url)).status, 403);
  assert.equal(sent.length, before);
});
