// The package in Node, found by its bare name: what a server or a script does with it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, App, DEAD, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { A2E, A2EError, createClient } = await app.import();

test("ten lines: upload, start, wait, result", async () => {
  const { options, baseUrl } = await Account.open("ten_lines");
  const a2e = await createClient(options);
  const face = await a2e.storage.upload(new Blob(["a face"], { type: "image/jpeg" }));
  const task = await a2e.faceSwap.start({ ...SWAP, face_url: face.url });
  const states = [];
  const done = await a2e.faceSwap.wait(task, { onProgress: ({ state }) => states.push(state) });

  assert.equal(await (await fetch(face.url)).text(), "a face");
  assert.equal(done.id, task.id);
  assert.equal(done.state, "succeeded");
  assert.equal(states.at(-1), "succeeded");
  assert.ok(done.urls[0].startsWith(`${baseUrl}/`));
  assert.equal((await fetch(done.urls[0])).status, 200);
});

test("a task outlives its client as JSON", async () => {
  const { options } = await Account.open("json");
  const first = await createClient(options);
  const stored = JSON.stringify(await first.faceSwap.start(SWAP));
  first.close();
  const next = await createClient(options);
  const { firstSeenAt, ...task } = JSON.parse(stored);
  // The name by which older versions stored it is read too.
  for (const view of [{ ...task, firstSeenAt }, { ...task, startedAt: firstSeenAt }]) {
    const done = await next.faceSwap.wait(view);
    assert.deepEqual([done.id, done.firstSeenAt, done.startedAt], [task.id, firstSeenAt, undefined]);
  }
});

test("a program's own tests make errors", () => {
  const cause = new TypeError("fetch failed");
  const error = new A2EError("too few coins", { kind: "credits", status: 402, cause });
  assert.ok(A2EError.is(error) && error instanceof A2EError && error instanceof Error);
  assert.equal(error.cause, cause);
  assert.deepEqual(JSON.parse(JSON.stringify(error)), {
    name: "A2EError",
    message: "too few coins",
    kind: "credits",
    status: 402,
    retryable: false,
    attempts: 0,
    outcomeUnknown: false,
  });
  assert.equal(new A2EError("stop", { kind: "aborted" }).name, "AbortError");
});

test("what is handed out can be cloned: tasks, records, pages", async () => {
  const { options } = await Account.open("clone");
  const a2e = await createClient(options);
  const done = await a2e.faceSwap.run(SWAP);
  const page = await a2e.faceSwap.list();
  for (const value of [done, page, await a2e.faceSwap.get(done.id), await a2e.account.coins()]) {
    assert.deepEqual(structuredClone(value), value);
  }
  assert.deepEqual(page.items, [done.record]);
});

test("every change and every record come by `for await`", async () => {
  const { options } = await Account.open("streams");
  const a2e = await createClient(options);
  const ids = [];
  for (const name of ["one", "two", "three"]) {
    for await (const task of a2e.faceSwap.watch(await a2e.faceSwap.start({ ...SWAP, name }))) {
      if (task.state === "succeeded") ids.push(task.id);
    }
  }
  const listed = [];
  for await (const { _id } of a2e.faceSwap.listAll({ pageSize: 2 })) listed.push(_id);
  assert.equal(ids.length, 3);
  assert.deepEqual(listed.sort(), ids.sort());
});

test("`call` gives data, or the whole response", async () => {
  const { options } = await Account.open("call");
  const a2e = await createClient(options);
  const path = "/api/v1/user/remainingCoins";
  assert.equal((await a2e.call("GET", path)).coins, 1000);
  const answer = await a2e.call("GET", path, { raw: true });
  assert.ok(answer instanceof Response);
  assert.equal((await answer.json()).data.coins, 1000);
});

test("a resource is the same each time", async () => {
  const a2e = await createClient({ token: "sk_emulator_package" });
  const other = await createClient({ token: "sk_emulator_package" });
  assert.ok(a2e instanceof A2E);
  for (const name of ["faceSwap", "storage", "account"]) {
    assert.equal(a2e[name], a2e[name], name);
    assert.notEqual(a2e[name], other[name], name);
    // It is shared: if one user could free it, the others would hold a dead one.
    assert.deepEqual([a2e[name].free, a2e[name][Symbol.dispose]], [undefined, undefined], name);
  }
  for (const name of ["previews", "images"]) assert.equal(a2e.faceSwap[name], a2e.faceSwap[name], name);
  const stream = a2e.faceSwap.listAll();
  assert.deepEqual([stream.free, stream[Symbol.dispose]], [undefined, undefined]);
});

test("what the resources are made of is out of sight", async () => {
  const a2e = await createClient({ token: "sk_emulator_package" });
  for (const name of ["perform", "family", "furnish"]) assert.equal(name in a2e, false, name);
  // A console that unfolds a client finds its resources.
  const names = [];
  for (const name in a2e) names.push(name);
  for (const name of ["voices", "avatarVideos", "seedance2Videos"]) assert.ok(names.includes(name), name);
});

const REFUSED = {
  "no options": [undefined, "token"],
  "no token": [{}, "token"],
  "an empty token": [{ token: "" }, "token"],
  "a token that is no text": [{ token: 7 }, "token"],
  "a token with a line break": [{ token: "sk_secret\n" }, "token"],
  "a relative base URL where nothing is its base": [{ baseUrl: "/api/a2e" }, "baseUrl"],
  "a token over plain http": [{ token: "sk_secret", baseUrl: "http://example.com" }, "baseUrl"],
  "a misspelt option": [{ token: "sk_secret", baseURL: "https://example.com" }, "baseURL"],
  "a limit that is none": [{ token: "sk_secret", timeoutMs: NaN }, "timeoutMs"],
};

for (const [name, [options, field]] of Object.entries(REFUSED)) {
  test(`refused: ${name}`, async () => {
    const error = await failure(createClient(options));
    assert.ok(error instanceof A2EError);
    assert.deepEqual([error.kind, error.field, error.attempts], ["config", field, 0]);
    assert.ok(error.message.includes(`\`${field}\``), error.message);
    assert.ok(!error.message.includes("secret"));
  });
}

test("an error is an Error with its facts", async () => {
  const { options } = await Account.open("facts");
  const a2e = await createClient({ ...options, token: "sk_wrong_and_secret" });
  const error = await failure(a2e.account.coins());
  assert.ok(error instanceof A2EError && error instanceof Error && A2EError.is(error));
  assert.deepEqual([error.name, error.kind, error.status, error.attempts], ["A2EError", "auth", 401, 1]);
  assert.ok(error.stack.includes(error.message));

  const json = JSON.parse(JSON.stringify(error));
  assert.deepEqual([json.name, json.kind, json.message], [error.name, error.kind, error.message]);
  for (const key of ["stack", "cause"]) assert.equal(json[key], undefined);
  assert.ok(!(JSON.stringify(error) + error.stack + error.message).includes("secret"));
});

test("the class is called by its name where errors are printed", async () => {
  const error = await failure(createClient({}));
  assert.equal(error.constructor.name, "A2EError");
});

test("`is` knows errors of another copy, and nothing else", () => {
  assert.ok(A2EError.is({ [Symbol.for("a2e-wasm.A2EError")]: true }));
  for (const other of [new Error("no"), null, undefined, "A2EError", {}]) assert.equal(A2EError.is(other), false);
});

test("a start that nobody listens to was not sent, and says so", async () => {
  const { options } = await Account.open("refused");
  const a2e = await createClient({ ...options, baseUrl: DEAD });
  const error = await failure(a2e.faceSwap.start(SWAP));
  assert.deepEqual([error.kind, error.outcomeUnknown, error.attempts], ["network", false, 1]);
  // What fetch threw, with Node's reason in it.
  assert.ok(error.cause instanceof TypeError);
  assert.equal(error.cause.cause.code, "ECONNREFUSED");
});

test("a start whose answer is lost may have been charged, and is not sent again", async () => {
  const account = await Account.open("lost");
  await account.fault("addFaceSwapTask", { kind: "lost" });
  const a2e = await createClient(account.options);
  const error = await failure(a2e.faceSwap.start(SWAP));
  assert.deepEqual([error.kind, error.outcomeUnknown, error.retryable], ["unknown_outcome", true, false]);
  assert.equal((await account.counters()).addFaceSwapTask, 1);
  assert.ok((await a2e.account.coins()).coins < 1000);
});

test("a redirect is not followed with the token", async () => {
  const account = await Account.open("redirect");
  await account.fault("getRemainingCoins", { kind: "redirect", status: 307, location: `${DEAD}/?secret` });
  const error = await failure((await createClient(account.options)).account.coins());
  assert.deepEqual([error.kind, error.status, error.attempts], ["server", 307, 1]);
  assert.ok(error.message.includes(DEAD) && !error.message.includes("secret"), error.message);
});

test("a stand-in for a page, as tests have it, does not make Node one", async ({ signal }) => {
  const program = `import { createClient } from "a2e-wasm";
globalThis.window = globalThis;
globalThis.document = { visibilityState: "visible" };
const a2e = await createClient({ token: "sk_a", fetch: async () => Response.json({ code: 0, data: { coins: 7 } }) });
console.log((await a2e.account.coins()).coins);
`;
  assert.equal((await app.run("stand-in.mjs", program, { signal })).stdout, "7\n");
});

test("a page in Node, as Electron has it, or a worker of one, is a page", async ({ signal }) => {
  const program = `import { createClient } from "a2e-wasm";
process.type = process.argv[2];
const a2e = await createClient({ token: "sk_a", fetch: async () => Response.json({ code: 0, data: { coins: 7 } }) });
console.log(await a2e.account.coins().then(({ coins }) => coins, ({ field }) => field));
`;
  const said = async (type) => (await app.run("electron.mjs", program, { signal, args: [type] })).stdout;
  for (const type of ["renderer", "worker", "service-worker"]) assert.equal(await said(type), "token\n");
  for (const type of ["browser", "utility"]) assert.equal(await said(type), "7\n");
});
