// Next.js 13 and 14 put a cache behind `fetch`, on the server, for every request that does not say `cache: "no-store"`: polls
// that it answers never end, and a start that it answers is the task of an earlier one. What the package sends is past it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, App, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();
const { createProxy } = await app.import("a2e-wasm/server");

/** A `fetch` that keeps what it got for a method, an address and a body, unless it is told not to. */
function cachingFetch(fetch = globalThis.fetch) {
  const kept = new Map();
  return async (url, init = {}) => {
    // The tests' own requests.
    if (String(url).includes("__emulator")) return fetch(url, init);
    if (init.cache === "no-store") return fetch(url, init);
    const key = JSON.stringify([init.method, String(url), String(init.body)]);
    if (!kept.has(key)) kept.set(key, await fetch(url, init));
    return kept.get(key).clone();
  };
}

/** What a client does with two starts that are the same, and the ids of their tasks. */
async function twice(a2e) {
  const ids = [];
  for (let n = 0; n < 2; n += 1) {
    const done = await a2e.faceSwap.wait(await a2e.faceSwap.start(SWAP), { poll: { timeoutMs: 20_000 } });
    assert.equal(done.state, "succeeded");
    ids.push(done.id);
  }
  return new Set(ids).size;
}

test("a client behind a `fetch` that caches starts twice, and its waits end", async () => {
  const account = await Account.open("cached");
  await account.script({ current_status: "processing" }, { current_status: "completed", result_url: "https://a.example/x" });
  const a2e = await createClient({ ...account.options, fetch: cachingFetch() });
  assert.equal(await twice(a2e), 2);
});

test("so does a proxy, also where only the global `fetch` is replaced", async (context) => {
  const account = await Account.open("cached_proxy");
  await account.script({ current_status: "processing" }, { current_status: "completed", result_url: "https://a.example/x" });
  const proxy = createProxy({
    token: account.token,
    baseUrl: account.baseUrl,
    allow: ["faceSwap"],
    authorize: () => "ada",
    sharedAccount: true,
  });
  const through = (url, init) => proxy(new Request(url, init));
  const { fetch } = globalThis;
  context.after(() => (globalThis.fetch = fetch));
  globalThis.fetch = cachingFetch(fetch);
  const a2e = await createClient({ baseUrl: "https://app.example/api/a2e", fetch: through, poll: account.options.poll });
  assert.equal(await twice(a2e), 2);
});

test("downloads are past it as well; an upload is not, because a storage keeps the header with the file", async () => {
  const account = await Account.open("cached_files");
  const seen = [];
  const noting = (url, init) => {
    seen.push([init.method ?? "GET", init.cache]);
    return fetch(url, init);
  };
  const a2e = await createClient({ ...account.options, fetch: noting });
  const { url } = await a2e.storage.upload(new Blob(["a face"], { type: "image/jpeg" }));
  await a2e.download(url);
  assert.deepEqual(seen, [["POST", "no-store"], ["PUT", undefined], ["GET", "no-store"]]);
});

test("what Next.js throws to make a page at each request reaches it with its `digest`", async () => {
  const thrown = Object.assign(new Error("Dynamic server usage"), { digest: "DYNAMIC_SERVER_USAGE" });
  const a2e = await createClient({ token: "a", fetch: () => Promise.reject(thrown), maxRetries: 0 });
  const error = await failure(a2e.account.coins());
  assert.deepEqual([error.kind, error.cause, error.digest], ["network", thrown, "DYNAMIC_SERVER_USAGE"]);
});
