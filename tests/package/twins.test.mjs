// Rules that are written twice, because the page's script and the server's share no code there. Each pair must agree.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, SWAP } from "./support.mjs";
import { id, scripted } from "./scripted.mjs";

const app = await App.install();
const { createClient } = await app.import();
const server = await app.import("a2e-wasm/server");

/** Texts of many lengths, and texts with each of the first characters of Unicode at the start, within and at the end. */
const TEXTS = [0, 1, 7, 8, 9, 63, 64, 65, 128].map((length) => "k".repeat(length));
for (let code = 1; code < 0x180; code += 1) {
  const sign = String.fromCharCode(code);
  TEXTS.push(`${sign}bcdefgh`, `abcd${sign}fgh`, `abcdefg${sign}`, `abcdefgh${sign}`);
}
TEXTS.push("abcdefg\u2028", "abcdefg\uff10", "abcdef🎬", "abcdef🎬h");

test("the proxy knows the same texts for keys in the names of older versions as a start takes", async () => {
  const answer = () => ({ code: 0, data: { _id: id(1), name: "Ada" } });
  const a2e = await createClient({ token: "sk_twins", baseUrl: "https://service.example", fetch: async () => Response.json(answer()) });
  const taken = [];
  for (const idempotencyKey of TEXTS) {
    const start = a2e.faceSwap.start(SWAP, { idempotencyKey, keyIsNew: true });
    await start.then(() => taken.push(idempotencyKey), ({ field }) => assert.equal(field, "idempotencyKey"));
  }
  const known = [];
  const owners = server.memoryOwners();
  const { set } = owners;
  owners.set = (key, ...more) => {
    const [, text] = key.match(/^key:ada:([^]*)$/) ?? [];
    if (text !== undefined) known.push(text);
    return set.call(owners, key, ...more);
  };
  const { ask } = scripted(server, answer, { owners });
  for (const text of TEXTS) await ask("ada", "POST", "userFaceSwapTask/add", { ...SWAP, name: `Ada [a2e:${text}]` });
  assert.ok(taken.length > 64 && taken.length < TEXTS.length);
  assert.deepEqual(new Set(known), new Set(taken));
});

for (const [host, cache, knows] of [
  ["knows `cache`", "no-store", true],
  // As workerd does with dates before 2024-11-11.
  ["throws at `cache`", null, false],
]) {
  test(`client and proxy keep caches out in the same way where the host ${host}`, async () => {
    const program = `
      import { createClient } from "a2e-wasm";
      import { createProxy, memoryOwners } from "a2e-wasm/server";
      globalThis.Request = class extends Request {
        constructor(url, init) {
          if (!${knows} && init && "cache" in init) throw new Error("The 'cache' field on 'RequestInitializerDict' is not implemented.");
          super(url, init);
        }
      };
      const sent = [];
      const fetch = async (url, init) => {
        sent.push(init.cache ?? null);
        return Response.json({ code: 0, data: { coins: 1 } });
      };
      const a2e = await createClient({ token: "sk_twins", fetch });
      await a2e.account.coins();
      const proxy = createProxy({ token: "sk_twins", allow: ["account.coins"], authorize: () => "ada", owners: memoryOwners(), fetch });
      const through = (url, init) => proxy(new Request(url, init));
      await (await createClient({ baseUrl: "https://app.example/api/a2e", fetch: through })).account.coins();
      console.log(JSON.stringify(sent));`;
    const told = JSON.stringify([cache, cache]);
    assert.deepEqual(await app.run(`cache-${knows}.mjs`, program), { stdout: `${told}\n`, stderr: "", code: 0 });
  });
}
