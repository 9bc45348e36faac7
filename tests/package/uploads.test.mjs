// Files that come through the proxy: only to addresses that it gave itself, for a while, and without the token.

import assert from "node:assert/strict";
import { test } from "node:test";
import { proxied } from "./proxied.mjs";
import { id, scripted } from "./scripted.mjs";
import { Account, App, SWAP } from "./support.mjs";

const app = await App.install();
const entry = await app.import("a2e-wasm/server");
const { createProxy, memoryOwners } = entry;
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

const PRESIGNED = { key: "face.jpg", cdnUrl: "https://cdn.example/face.jpg" };
const BODY = { ...SWAP, key: "face.jpg" };

/** A proxy of which the service gives an address for an upload, and what it says of that. */
async function offered(uploadUrl, { path = "r2/upload-presigned-url", wrap = (data) => ({ code: 0, data }), ...options } = {}) {
  const fetched = [];
  const fetch = async (url) => {
    fetched.push(url);
    return Response.json(wrap({ ...PRESIGNED, _id: id(9), uploadUrl }));
  };
  const allow = ["storage.upload", "legacy.presignUpload", "faceSwap"];
  const place = scripted(entry, () => {}, { allow, proxyUploads: true, secret: SECRET, fetch, ...options });
  const { status, body } = await place.ask("bob", "POST", path, BODY);
  return { ...place, fetched, status, body, url: body.data?.uploadUrl };
}

test("only the answer of a presign gives an address", async () => {
  const storage = "https://storage.example/face.jpg?signature=1";
  for (const path of ["r2/upload-presigned-url", "r2/get_upload_presigned_url"]) {
    const { url } = await offered(storage, { path });
    assert.equal(new URL(url).searchParams.get("url"), storage);
  }
  const { url, body } = await offered(storage, { path: "userFaceSwapTask/add" });
  assert.deepEqual([url, body.data._id], [storage, id(9)]);
});

test("an answer with an address is filtered as any other", async () => {
  const owners = memoryOwners();
  await owners.set(id(1), "alice");
  const storage = "https://storage.example/face.jpg";
  const { body } = await offered(storage, { owners, wrap: (data) => ({ code: 0, data: { ...data, others: [{ _id: id(1) }] }, others: [{ _id: id(1) }] }) });
  assert.deepEqual([body.data.others, body.others, body.data.key], [[], [], "face.jpg"]);
  const named = await offered(storage, { owners, wrap: (data) => ({ code: 0, data: { ...data, of: id(1) } }) });
  assert.equal(named.status, 502);
});

test("an address is https, of a host that everybody reaches, and of the storage where that is told", async () => {
  const refused = (what) => ({ code: 502, msg: `the address that the service gave for the upload ${what}` });
  const [plain, network, foreign] = ["is not https", "is of a host within a network; name it in `storageHosts` if it is the storage's", "is of a host that is not among `storageHosts`"];
  const hosts = { storageHosts: ["storage.example", "10.0.0.7"] };
  for (const [url, what, options] of [
    ["http://storage.example/a", plain], ["http://127.0.0.1:9/admin", plain], ["http://localhost/", plain], ["ftp://storage.example/a", plain], ["file:///etc/passwd", plain],
    ["javascript:alert(1)", plain], ["no address", plain], ["", plain], ["https://127.0.0.1/a", network], ["https://2130706433/a", network], ["https://0x7f.1/a", network],
    ["https://10.0.0.7/a", network], ["https://[::1]/a", network], ["https://[::ffff:7f00:1]/a", network], ["https://169.254.169.254/latest", network],
    ["https://localhost/a", network], ["https://storage/a", network], ["https://metadata.google.internal/a", network], ["https://printer.local/a", network],
    ["https://localhost./a", network], ["https://storage./a", network], ["https://metadata.google.internal./a", network],
    ["https://user:secret@storage.example/a", "holds credentials"], ["https://evil.example/a", foreign, hosts], ["https://storage.example.evil.example/a", foreign, hosts],
    ["https://evilstorage.example/a", foreign, hosts], ["http://storage.example/a", plain, hosts],
  ]) {
    const { status, body } = await offered(url, options);
    assert.deepEqual([status, body], [502, refused(what)], url);
  }
  for (const [url, options] of [["https://storage.example/a", hosts], ["https://eu.storage.example:8443/a", hosts], ["https://10.0.0.7/a", hosts], ["https://bucket.storage.example/a"]]) {
    assert.equal((await offered(url, options)).status, 200, url);
  }
});

test("an address that was given is checked again when the bytes come", async () => {
  const { url, fetched } = await offered("https://old.example/a");
  const { proxy, fetched: later } = await offered("https://storage.example/a", { storageHosts: ["storage.example"] });
  const put = () => new Request(url, { method: "PUT", body: FILE, headers: { "content-type": FILE.type } });
  const before = later.length;
  const answer = await proxy(put());
  assert.deepEqual([answer.status, (await answer.json()).msg], [403, "the address of the upload is of a host that is not among `storageHosts`"]);
  assert.deepEqual([later.length, fetched.length], [before, 1]);
});

test("hosts of a storage are names alone", () => {
  for (const host of ["https://storage.example", "storage.example/", "storage.example:443", "Storage.example", "*.storage.example", "", "a b"]) {
    const options = { token: "sk_test", allow: [], authorize: () => "ada", owners: memoryOwners(), storageHosts: [host] };
    assert.throws(() => createProxy(options), { kind: "config", field: "storageHosts" }, host);
  }
});

test("an address is good for an hour", async ({ mock }) => {
  const { sent, put, url } = await given(await Account.open("uploads_old"));
  const before = sent.length;
  mock.timers.enable({ apis: ["Date"], now: Date.now() + 3_600_001 });
  assert.equal((await put(url)).status, 403);
  assert.equal(sent.length, before);
});
