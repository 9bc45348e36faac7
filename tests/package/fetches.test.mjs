// Files by other people's `fetch`, given as the option of that name: bodies that are streams of Node or no streams at
// all, and senders that know no Blob, or only one of their own.

import assert from "node:assert/strict";
import { openAsBlob } from "node:fs";
import { once } from "node:events";
import http from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import fetch3 from "node-fetch";
import fetch2 from "node-fetch-2";
import { Account, App, failure } from "./support.mjs";

const LIMIT = { timeout: 60_000 };

const app = await App.install();
const { createClient } = await app.import();
await app.write("disk.jpg", "abcdef");

/** Gives an answer as the polyfills do that are made of XMLHttpRequest: its body is no stream. */
async function polyfill(url, init) {
  const { status, headers, url: last, ...answer } = await fetch(url, init).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    url: response.url,
    bytes: await response.arrayBuffer(),
  }));
  return {
    status,
    headers,
    url: last,
    arrayBuffer: async () => answer.bytes,
    text: async () => new TextDecoder().decode(answer.bytes),
  };
}

const FETCHES = { "node-fetch 3": fetch3, "node-fetch 2": fetch2, "a polyfill": polyfill, "Node's own": fetch, "no `fetch` at all": undefined };

const PACKED = gzipSync("abcdef".repeat(1000));

/** Serves two pieces of a file, the second after the first was read; `/endless` goes on until it is left. */
const server = http.createServer(async ({ url }, response) => {
  if (url === "/gone") return response.writeHead(410).end("no more");
  if (url === "/packed") {
    const headers = { "content-encoding": "gzip", "content-length": PACKED.length };
    return response.writeHead(200, headers).end(PACKED);
  }
  response.writeHead(200, { "content-type": "video/mp4", ...(url === "/told" && { "content-length": "6" }) });
  if (url === "/none") return response.end();
  response.write("abc");
  if (url !== "/endless") return response.end("def");
  const writing = setInterval(() => response.write("abc".repeat(10_000)), 1);
  response.on("close", () => {
    clearInterval(writing);
    server.emit("left");
  });
});
await once(server.listen(0, "127.0.0.1"), "listening");
after(() => {
  server.close();
  server.closeAllConnections();
});
const at = (path) => `http://127.0.0.1:${server.address().port}${path}`;

for (const [name, fetch] of Object.entries(FETCHES)) {
  const client = (account) => createClient({ ...account.options, fetch });

  test(`a download by ${name}`, LIMIT, async () => {
    const a2e = await client(await Account.open("fetches"));
    const read = async (path, options) => {
      const blob = await a2e.download(at(path), options);
      return [blob.type, await blob.text()];
    };
    const told = [];
    assert.deepEqual(await read("/told", { onProgress: (step) => told.push(step) }), ["video/mp4", "abcdef"]);
    assert.deepEqual([told[0], told.at(-1)], [{ loaded: 0, total: 6 }, { loaded: 6, total: 6 }]);
    const packed = [];
    await read("/packed", { onProgress: (step) => packed.push(step) });
    assert.deepEqual(packed.at(-1), { loaded: 6000, total: undefined });
    assert.deepEqual(await read("/untold"), ["video/mp4", "abcdef"]);
    assert.deepEqual(await read("/untold", { maxBytes: 6 }), ["video/mp4", "abcdef"]);
    assert.deepEqual(await read("/none"), ["video/mp4", ""]);
    for (const path of ["/told", "/untold"]) {
      const { kind, field } = await failure(a2e.download(at(path), { maxBytes: 5 }));
      assert.deepEqual([kind, field], ["validation", "maxBytes"]);
    }
    assert.equal((await failure(a2e.download(at("/gone")))).kind, "not_found");
  });

  if (fetch !== polyfill) {
    test(`a download by ${name} that is too long is left`, LIMIT, async () => {
      const a2e = await client(await Account.open("fetches"));
      const left = once(server, "left");
      assert.equal((await failure(a2e.download(at("/endless"), { maxBytes: 100 }))).field, "maxBytes");
      await left;
    });
  }

  test(`an upload by ${name}`, LIMIT, async () => {
    const a2e = await client(await Account.open("fetches"));
    const bytes = new TextEncoder().encode("abcdef");
    for (const [kind, file] of Object.entries({
      Blob: new Blob([bytes]),
      File: new File([bytes], "a.jpg"),
      "openAsBlob()": await openAsBlob(join(app.directory, "disk.jpg")),
      Buffer: Buffer.from(bytes),
      ArrayBuffer: bytes.buffer,
      "a Blob of jsdom": new ForeignBlob(bytes),
    })) {
      const told = [];
      const { url } = await a2e.storage.upload(file, { name: "a.jpg", onProgress: (step) => told.push(step) });
      const stored = await globalThis.fetch(url);
      assert.deepEqual([stored.headers.get("content-type"), await stored.text()], ["image/jpeg", "abcdef"], kind);
      assert.deepEqual(told, [{ loaded: 0, total: 6 }, { loaded: 6, total: 6 }], kind);
    }
  });
}

/** A Blob of another make than Node's, as that of jsdom is. */
class ForeignBlob {
  type = "";
  constructor(bytes) {
    Object.assign(this, { size: bytes.length, arrayBuffer: async () => bytes.slice().buffer });
  }
  slice() {
    return this;
  }
}

test("a file that vanished is an error that says so, after its address was paid", LIMIT, async () => {
  const account = await Account.open("fetches_vanished");
  const a2e = await createClient({ ...account.options, maxRetries: 0 });
  await app.write("vanished.jpg", "abcdef");
  const file = await openAsBlob(join(app.directory, "vanished.jpg"));
  await app.write("vanished.jpg", "abc");
  const error = await failure(a2e.storage.upload(file, { name: "vanished.jpg" }));
  assert.deepEqual([error.kind, error.message.split(": ").at(-1)], ["network", "The blob could not be read"]);
  const { getUploadUrl, storagePut } = await account.counters();
  assert.deepEqual([getUploadUrl, storagePut], [1, undefined]);
});
