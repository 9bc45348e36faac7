// The examples of both READMEs, run as they stand there, as a reader does who has installed the package: those of
// pages and servers in Node, those of Workers in workerd, behind whose fetch the emulator is in A2E's place. The
// ones in JSX are run by tests/react.

import assert from "node:assert/strict";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import workerd from "workerd";
import { example, examples } from "./readme.mjs";
import { Account, App, ROOT, SWAP } from "./support.mjs";
import { Workerd, packageModules } from "./workerd.mjs";

const LIMIT = { timeout: 60_000 };
const DATE = "2026-01-01";

const app = await App.install();
await copyFile(join(import.meta.dirname, "given.mjs"), join(app.directory, "given.mjs"));
const { createClient } = await app.import();
const readme = await readFile(join(ROOT, "README.md"), "utf8");
const ofPackage = await app.read("README.md");
const ofProxy = await readFile(join(ROOT, "docs", "proxy.md"), "utf8");

const PAGES = { repository: example(readme, "In a page"), package: example(ofPackage, "a2e-wasm") };

test("every example is run", () => {
  const sections = (text) => examples(text, "js").map(({ section }) => section);
  const run = ["In a page", "On a server", "Waiting for many, elsewhere, later", "In a Worker"];
  assert.deepEqual([readme, ofPackage, ofProxy].map(sections), [run, ["a2e-wasm"], ["A proxy"]]);
  const others = [readme, ofPackage].flatMap((text) => text.match(/^```\w+$/gm));
  assert.deepEqual(new Set(others.map((fence) => fence.slice(3))), new Set(["sh", "js", "jsx", "rust"]));
});

for (const [place, code] of Object.entries(PAGES)) {
  test(`the page of the ${place}'s README, and the proxy that adds its token`, LIMIT, async ({ signal }) => {
    const account = await Account.open(`readme_page_${place}`);
    const proxy = await worker(`proxy_of_${place}`, example(ofProxy, "A proxy"), account);
    // The page itself has no token that the service would take, but a session.
    const options = { ...account.options, token: "sk_nobody" };
    const { shown, loaded, player, localStorage } = await run(code, { account, options, page: proxy.url, signal });
    assert.deepEqual([loaded.at(-1), shown.at(-1)], [1, "succeeded"]);
    assert.equal((await fetch(player.src)).status, 200);
    if (code.includes("localStorage")) assert.equal(JSON.parse(localStorage.task).family, "faceSwap");
    assert.equal((await account.counters()).addFaceSwapTask, 1);
  });
}

test("the proxy of the docs answers its user, and nobody else", async () => {
  const account = await Account.open("readme_proxy");
  const { url } = await worker("strict_proxy", example(ofProxy, "A proxy"), account);
  const voices = "/api/v1/anchor/voice_list";
  const ask = async (path, session = "secret-of-ada") => {
    return (await fetch(url + path, { headers: { cookie: `session=${session}` } })).status;
  };
  assert.equal(await ask(`/api/a2e${voices}`), 200);
  assert.equal(await ask(`/api/a2e${voices}`, "secret-of-bob"), 401);
  assert.equal(await ask("/api/a2e/api/v1/user/remainingCoins"), 403);
  for (const path of [voices, `/api/a2e.example.com${voices}`]) assert.equal(await ask(path), 404, path);
  const [request, ...more] = await account.log();
  assert.deepEqual([request.headers.cookie, more], [undefined, []]);
});

test("on a server", LIMIT, async ({ signal }) => {
  const account = await Account.open("readme_server");
  const { printed, asked } = await run(example(readme, "On a server"), { account, signal });
  const url = printed.pop();
  assert.equal(printed.at(-1), "succeeded");
  assert.equal((await fetch(url)).status, 200);
  assert.ok(asked.length > 0);
  for (const each of asked) assert.equal(new URL(each).origin, "https://video.a2e.ai");
});

test("waiting for many, elsewhere, later", LIMIT, async ({ signal }) => {
  const account = await Account.open("readme_many");
  const a2e = await createClient(account.options);
  const stored = [await a2e.faceSwap.start(SWAP), await a2e.faceSwap.start(SWAP)];
  // A result on a host that the example allows.
  const result_url = "https://cdn.a2e.ai/__cdn/samples/sample-video.webm";
  await account.script({ current_status: "completed", result_url });
  const code = example(readme, "Waiting for many, elsewhere, later");
  const { db, asked } = await run(code, { account, stored, signal });
  assert.match(JSON.parse(db.order_2026_7).id, /^[0-9a-f]{24}$/);
  assert.equal((await account.counters()).addFaceSwapTask, 3);
  assert.deepEqual(asked, [result_url]);
});

test("a Worker starts, and answers what the service refuses", async () => {
  const account = await Account.open("readme_worker");
  const code = example(readme, "In a Worker");
  const ask = async ({ url }) => fetch(url, { method: "POST", body: JSON.stringify(SWAP) });

  const started = await ask(await worker("worker", code, account));
  assert.equal(started.status, 200);
  const { family, id } = await started.json();
  assert.equal(family, "faceSwap");
  assert.equal((await createClient(account.options).then((a2e) => a2e.faceSwap.get(id))).name, "from a Worker");

  const refused = await ask(await worker("refused", code, { ...account, token: "sk_nobody" }));
  assert.deepEqual([refused.status, (await refused.json()).kind], [401, "auth"]);
});

/** Runs an example in Node to its end; what it printed, and what it did with what it was given. */
async function run(code, { account, options = account.options, page = "http://127.0.0.1", stored = [], signal }) {
  const given = JSON.stringify({ service: account.baseUrl, page, options, stored });
  const ran = await app.run("example.mjs", code, { signal, node: ["--import", "./given.mjs"], args: [given] });
  assert.deepEqual([ran.stderr, ran.code], ["", 0], ran.stdout);
  const printed = ran.stdout.trimEnd().split("\n");
  return { ...JSON.parse(printed.pop()), printed };
}

/** An example in a workerd, whose fetches arrive at the emulator wherever they go. */
async function worker(name, code, { token, baseUrl }) {
  await app.write(`${name}.mjs`, code);
  await app.write("outbound.mjs", `
    export default {
      fetch(request, { EMULATOR }) {
        const { pathname, search } = new URL(request.url);
        return fetch(new Request(EMULATOR + pathname + search, request));
      },
    };`);
  const modules = (file) => [{ name: file, path: file }];
  const outbound = { date: DATE, modules: modules("outbound.mjs"), bindings: { EMULATOR: baseUrl } };
  const all = [...modules(`${name}.mjs`), ...(await packageModules(app.directory))];
  const started = await Workerd.start(app.directory, {
    binary: workerd.default ?? workerd,
    config: `${name}.capnp`,
    worker: { date: DATE, modules: all, bindings: { A2E_TOKEN: token }, outbound },
  });
  after(() => started.stop());
  return started;
}
