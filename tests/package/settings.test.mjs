// What proxies with the same options share, where a server calls `createProxy` for each request, and what they do not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, App, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();
const { createProxy } = await app.import("a2e-wasm/server");

/** A client behind a server that makes a proxy for each request. */
async function perRequest(account, options) {
  const fetch = (url, init) => createProxy(optionsOf(account, options))(new Request(url, init));
  return createClient({ baseUrl: "https://app.example/api/a2e", fetch, maxRetries: 0 });
}

function optionsOf({ token, baseUrl }, options) {
  return { token, baseUrl, allow: ["faceSwap", "account.coins"], authorize: () => "ada", sharedAccount: true, ...options };
}

const ask = (proxy) => proxy(new Request("https://app.example/api/a2e/api/v1/user/remainingCoins"));

test("a limit counts over all proxies with the same options", async () => {
  const account = await Account.open("settings_limits");
  const a2e = await perRequest(account, { limits: { startsPerMinute: 2 } });
  await a2e.faceSwap.start(SWAP);
  await a2e.faceSwap.start(SWAP);
  const { code } = await failure(a2e.faceSwap.start(SWAP));
  assert.equal(code, "proxy_starts_per_minute");
  // Another limit is another proxy, and so is another account.
  await (await perRequest(account, { limits: { startsPerMinute: 3 } })).faceSwap.start(SWAP);
  await (await perRequest(await Account.open("settings_others"), { limits: { startsPerMinute: 2 } })).faceSwap.start(SWAP);
});

test("a limit counts whatever functions the proxy of a request has, and with many accounts in turn", async () => {
  const account = await Account.open("settings_functions");
  const a2e = await perRequest(account, { limits: { startsPerMinute: 2 } });
  const options = () => ({ limits: { startsPerMinute: 2 }, token: async () => account.token, onError: () => {}, publicUrl: undefined });
  const fetch = (url, init) => createProxy(optionsOf(account, options()))(new Request(url, init));
  const own = await createClient({ baseUrl: "https://app.example/api/a2e", fetch, maxRetries: 0 });
  for (const client of [a2e, own]) {
    await client.faceSwap.start(SWAP);
    for (let n = 0; n < 40; n += 1) createProxy(optionsOf({ ...account, token: `sk_tenant_${n}` }, { limits: { startsPerMinute: 2 } }));
    await client.faceSwap.start(SWAP);
    assert.equal((await failure(client.faceSwap.start(SWAP))).code, "proxy_starts_per_minute");
  }
});

test("nothing that decides is shared between proxies with other options", async () => {
  const account = await Account.open("settings_apart");
  const status = async (options) => (await ask(createProxy(optionsOf(account, options)))).status;
  assert.equal(await status({}), 200);
  assert.equal(await status({ allow: [] }), 403);
  assert.equal(await status({ allow: ["faceSwap"] }), 403);
  assert.equal(await status({ path: "/api/b" }), 404);
  assert.equal(await status({ authorize: () => undefined }), 401);
  assert.equal(await status({ publicUrl: "https://other.example" }), 403);
  assert.equal(await status({}), 200);
});

test("a proxy stays what it was made as", async () => {
  const account = await Account.open("settings_same");
  const options = optionsOf(account, { allow: ["faceSwap"], limits: { startsPerMinute: 1 } });
  const proxy = createProxy(options);
  options.allow.push("account.coins");
  options.authorize = () => "bob";
  // So many others are made that it is read once more.
  for (let n = 0; n < 40; n += 1) createProxy(optionsOf(account, { path: `/api/${n}` }));
  assert.equal((await ask(proxy)).status, 403);
  assert.equal((await ask(createProxy(options))).status, 200);
});

test("a proxy without limits has none when it is read once more", async () => {
  const account = await Account.open("settings_none");
  const proxy = createProxy(optionsOf(account));
  for (let n = 0; n < 40; n += 1) createProxy(optionsOf(account, { path: `/api/${n}` }));
  const fetch = (url, init) => proxy(new Request(url, init));
  const a2e = await createClient({ baseUrl: "https://app.example/api/a2e", fetch, maxRetries: 0 });
  await a2e.faceSwap.start(SWAP);
  assert.equal((await account.counters()).quoteGeneration, undefined);
});

test("a request that is under way outlives its settings", async () => {
  const account = await Account.open("settings_under_way");
  let let_in;
  const authorize = () => new Promise((resolve) => (let_in = resolve));
  const answer = ask(createProxy(optionsOf(account, { authorize })));
  for (let n = 0; n < 40; n += 1) createProxy(optionsOf(account, { path: `/api/${n}` }));
  let_in("ada");
  assert.equal((await answer).status, 200);
});

test("options that cannot be read are refused in the words of all options", () => {
  const message = (options) => {
    try {
      createProxy(options);
    } catch (error) {
      return [error.kind, error.message];
    }
  };
  const missing = "createProxy: option `token` is missing: it is what a proxy adds";
  for (const none of [undefined, null, {}]) assert.deepEqual(message(none), ["config", missing]);
  for (const odd of [5, "a", [], () => {}]) {
    assert.deepEqual(message(odd), ["config", "createProxy: option `options` must be a plain object"]);
  }
  const account = { token: "a", baseUrl: "https://a.example" };
  assert.match(message(optionsOf(account, { limits: 5 }))[1], /option `options` must be a plain object/);
  assert.match(message(optionsOf(account, { colour: 1 }))[1], /option `colour` is unknown/);
  const trap = { get token() { throw new Error("no"); } };
  assert.deepEqual(message(trap), ["config", "createProxy: `options` cannot be read"]);
});
