// How a client begins and ends, and what its process does then. Each program here is a process of
// its own: one that hangs is ended by the time limit of its test, and fails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Account, App, SWAP, failure } from "./support.mjs";

const LIMIT = { timeout: 30_000 };

const app = await App.install();
const { createClient } = await app.import();

/** A client, and a wait of its that cannot end by itself, but ends with its test. */
async function waiting(name, context) {
  const { options } = await Account.open(name, { speed: 0 });
  const a2e = await createClient(options);
  context.after(() => a2e.close());
  const task = await a2e.faceSwap.start(SWAP);
  let seen;
  const looked = new Promise((resolve) => (seen = resolve));
  const wait = a2e.faceSwap.wait(task, { onProgress: seen });
  // Handled here, so that a rejection before the test looks is none that Node complains about.
  wait.catch(() => {});
  await looked;
  return { a2e, task, wait };
}

for (const way of ["close", "[Symbol.dispose]"]) {
  test(`${way}() ends the waits and refuses later calls`, async (context) => {
    const { a2e, task, wait } = await waiting(`ended_by_${way.replace(/\W/g, "")}`, context);
    const { faceSwap } = a2e;
    if (way === "close") a2e.close();
    else a2e[Symbol.dispose]();

    const error = await failure(wait);
    assert.deepEqual([error.name, error.kind, error.taskId], ["AbortError", "aborted", task.id]);
    assert.equal((await failure(faceSwap.get(task.id))).kind, "aborted");
    assert.equal((await failure(() => a2e.account.coins())).kind, "aborted");
  });
}

test("a client can be ended twice, in any way and order", async () => {
  const ways = [(a2e) => a2e.close(), (a2e) => a2e[Symbol.dispose]()];
  for (const first of ways) {
    for (const second of ways) {
      const a2e = await createClient({ token: "sk_emulator_package" });
      first(a2e);
      second(a2e);
    }
  }
});

test("another client of the same process is not touched", async (context) => {
  const { a2e, wait } = await waiting("touched", context);
  const { options } = await Account.open("untouched");
  const other = await createClient(options);
  const run = other.faceSwap.run(SWAP);
  a2e.close();
  await failure(wait);
  assert.equal((await run).state, "succeeded");
});

test("a signal ends a wait with its own reason", async (context) => {
  const { a2e, task } = await waiting("signal", context);
  const controller = new AbortController();
  const wait = a2e.faceSwap.wait(task, { signal: controller.signal });
  controller.abort(new Error("enough"));
  const error = await failure(wait);
  assert.deepEqual([error.kind, error.cause.message, error.taskId], ["aborted", "enough", task.id]);
});

test("a break leaves a watch", async (context) => {
  const { a2e, task } = await waiting("break", context);
  for await (const { state } of a2e.faceSwap.watch(task)) {
    assert.equal(state, "queued");
    break;
  }
});

test("`new A2E` before the module is loaded says what to do", LIMIT, async ({ signal }) => {
  const program = `
    import { A2E, A2EError } from "a2e-wasm";
    try {
      new A2E({ token: "sk_emulator_package" });
    } catch (error) {
      console.log(error instanceof A2EError, error.kind, error.message);
    }`;
  const { stdout, stderr, code } = await app.run("early.mjs", program, { signal });
  assert.match(stdout, /^true config .*not loaded.*createClient/);
  assert.deepEqual([stderr, code], ["", 0]);
});

test("a program with nothing left to do ends by itself, without close()", LIMIT, async ({ signal }) => {
  const { options } = await Account.open("exit");
  // The default limits of a minute must leave no timer behind: with one, the program would end as
  // well, only late. Timers are asked for, not time.
  const program = `
    import { createClient } from "a2e-wasm";
    const a2e = await createClient(${JSON.stringify(options)});
    const done = await a2e.faceSwap.run(${JSON.stringify(SWAP)});
    await a2e.account.coins();
    for await (const record of a2e.faceSwap.listAll()) console.log(record._id === done.id);
    setImmediate(() => console.log(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length));`;
  assert.deepEqual(await app.run("exit.mjs", program, { signal }), { stdout: "true\n0\n", stderr: "", code: 0 });
});

for (const [name, when] of [["at its start", "queued"], ["under way", "running"]]) {
  test(`close() in onProgress of a run ends it at once (${name})`, LIMIT, async ({ signal }) => {
    const account = await Account.open(`close_${when}`);
    await account.script({ current_status: "processing" });
    // At its start, the first look would be an hour away.
    const poll = { minIntervalMs: when === "queued" ? 3_600_000 : 5, maxIntervalMs: 3_600_000 };
    const program = `
      import { createClient } from "a2e-wasm";
      const a2e = await createClient(${JSON.stringify({ ...account.options, poll })});
      const onProgress = ({ state }) => state === "${when}" && a2e.close();
      await a2e.faceSwap.run(${JSON.stringify(SWAP)}, { onProgress }).catch((error) => console.log(error.kind));`;
    const ended = await app.run(`close_${when}.mjs`, program, { signal });
    assert.deepEqual(ended, { stdout: "aborted\n", stderr: "", code: 0 });
  });
}

test("require() finds the package too", LIMIT, async ({ signal }) => {
  const { options } = await Account.open("require");
  const program = `
    const { createClient } = require("a2e-wasm");
    const coins = createClient(${JSON.stringify(options)}).then((a2e) => a2e.account.coins());
    coins.then(({ coins }) => console.log(coins));`;
  const { stdout, code } = await app.run("require.cjs", program, { signal });
  assert.deepEqual([stdout, code], ["1000\n", 0]);
});

test("require() finds the entry that takes the module, too", LIMIT, async ({ signal }) => {
  const { options } = await Account.open("require_slim");
  const program = `
    const { readFileSync } = require("node:fs");
    const { createClient } = require("a2e-wasm/slim");
    const bytes = readFileSync(require.resolve("a2e-wasm/a2e_wasm_bg.wasm"));
    const coins = createClient({ ...${JSON.stringify(options)}, module: bytes }).then((a2e) => a2e.account.coins());
    coins.then(({ coins }) => console.log(coins));`;
  const { stdout, code } = await app.run("require_slim.cjs", program, { signal });
  assert.deepEqual([stdout, code], ["1000\n", 0]);
});

test("the entries for Workers and edge functions are the main one in Node, which imports no compiled module", LIMIT, async ({ signal }) => {
  const program = `
    const [main, ...others] = await Promise.all(["", "/edge", "/workerd"].map((entry) => import("a2e-wasm" + entry)));
    for (const { A2E, createClient } of others) console.log(A2E === main.A2E, createClient === main.createClient);`;
  assert.deepEqual(await app.run("edge.mjs", program, { signal }), { stdout: "true true\ntrue true\n", stderr: "", code: 0 });
});

test("a module that cannot be loaded is an error with the reason, and is tried again", LIMIT, async ({ signal }) => {
  const program = `
    import { readFile } from "node:fs/promises";
    import { createClient } from "a2e-wasm/slim";
    const page = { "content-type": "text/html; charset=utf-8" };
    const answers = [
      new Response("not found", { status: 404 }),
      new Response("<!doctype html>", { headers: page }),
      new Response("<!doctype html>"),
      new Response(await readFile("node_modules/a2e-wasm/a2e_wasm_bg.wasm"), { headers: { "content-type": "application/wasm" } }),
    ];
    globalThis.fetch = async (url) => Object.defineProperty(answers.shift(), "url", { value: url });
    const options = { token: "sk_x", module: "https://example.com/a2e_wasm_bg.wasm" };
    for (let i = 0; i < 3; i += 1) await createClient(options).catch(({ kind, message }) => console.log(kind, message));
    const clients = await Promise.all([createClient(options), createClient(options)]);
    console.log(clients.length);`;
  const { stdout, stderr, code } = await app.run("retry.mjs", program, { signal });
  const [missing, page, untyped, ...rest] = stdout.split("\n");
  const address = "https://example.com/a2e_wasm_bg.wasm";
  assert.equal(missing, `config a2e-wasm could not be loaded: HTTP 404 for ${address}.`);
  const advice = "The file is not WebAssembly, perhaps an HTML page: check its address";
  assert.equal(page, `config a2e-wasm could not be loaded: an HTML page came from ${address}. ${advice}`);
  // The host's own words are in the middle.
  assert.match(untyped, /^config a2e-wasm could not be loaded: .+\. The file is not WebAssembly, perhaps an HTML page: check its address$/);
  assert.deepEqual(rest, ["2", ""]);
  assert.deepEqual([stderr, code], ["", 0]);
});

test("the module of another build is refused, and the error says why", LIMIT, async ({ signal }) => {
  const program = `
    import { readFile } from "node:fs/promises";
    import { createClient } from "a2e-wasm/slim";
    const [[, mark]] = (await readFile("node_modules/a2e-wasm/slim.js", "utf8")).matchAll(/return ?{"?([\\da-f]{8})"?:/g);
    const module = await readFile("node_modules/a2e-wasm/a2e_wasm_bg.wasm");
    const other = Buffer.from(module.toString("latin1").replaceAll(mark, "00000000"), "latin1");
    const outcome = await createClient({ token: "sk_x", module: other }).catch(({ kind, message }) => [kind, message].join(" "));
    console.log(outcome, Boolean(await createClient({ token: "sk_x", module })));`;
  const { stdout, stderr, code } = await app.run("other.mjs", program, { signal });
  const advice = "The .wasm file is of another version of a2e-wasm than the JavaScript: use both from the same one";
  assert.match(stdout, new RegExp(`^config a2e-wasm could not be loaded: WebAssembly\\.instantiate.+\\. ${advice} true\n$`));
  assert.deepEqual([stderr, code], ["", 0]);
});

test("slim without a module is an error of its own, whatever it was given", LIMIT, async ({ signal }) => {
  const program = `
    import { A2EError, createClient } from "a2e-wasm/slim";
    for (const given of [undefined, null, {}, { token: "sk_x" }, "sk_x"]) {
      const error = await createClient(given).catch((error) => error);
      console.log(error instanceof A2EError, error.kind, error.field);
    }`;
  const { stdout, stderr, code } = await app.run("slim-without.mjs", program, { signal });
  assert.equal(stdout, "true config module\n".repeat(5));
  assert.deepEqual([stderr, code], ["", 0]);
});

test("slim takes the module compiled, as bytes, as an answer of any type, and promises of them", LIMIT, async ({ signal }) => {
  // A page has one module for ever, so each way has a program of its own.
  for (const given of [
    "await WebAssembly.compile(bytes)",
    "bytes",
    "Promise.resolve(bytes)",
    'new Response(bytes, { headers: { "content-type": "application/wasm" } })',
    'new Response(bytes, { headers: { "content-type": "text/plain" } })',
    '"data:application/wasm;base64," + bytes.toString("base64")',
    'new URL("data:application/wasm;base64," + bytes.toString("base64"))',
    'fetch("data:application/wasm;base64," + bytes.toString("base64"))',
  ]) {
    const program = `
      import { readFile } from "node:fs/promises";
      import { createClient } from "a2e-wasm/slim";
      const bytes = await readFile("node_modules/a2e-wasm/a2e_wasm_bg.wasm");
      console.log(Boolean(await createClient({ token: "sk_x", module: ${given} })));`;
    const { stdout, stderr, code } = await app.run("slim-with.mjs", program, { signal });
    assert.deepEqual([stdout, stderr, code], ["true\n", "", 0], given);
  }
});

test("without WebAssembly there is no client, and the error says why", LIMIT, async ({ signal }) => {
  const program = `
    delete globalThis.WebAssembly;
    // Node's own need it themselves.
    globalThis.Request = globalThis.Response = class {};
    const { A2EError, createClient } = await import("a2e-wasm");
    const error = await createClient({ token: "sk_x" }).catch((error) => error);
    console.log(error instanceof A2EError, error.kind, error.message);`;
  const { stdout, stderr, code } = await app.run("without.mjs", program, { signal });
  const advice =
    "This host has no WebAssembly (React Native has none, Lockdown Mode switches it off): call your own server, which uses a2e-wasm";
  assert.equal(stdout, `true config a2e-wasm could not be loaded: WebAssembly is not defined. ${advice}\n`);
  assert.deepEqual([stderr, code], ["", 0]);
});

test("a panic rejects what is pending", { skip: "nothing that is exported can be made to panic" }, () => {});
