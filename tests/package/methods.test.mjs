// Every method of the client, found in the client itself: its errors name it as the caller wrote it, and once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, failure } from "./support.mjs";

const app = await App.install();
const { A2EError, createClient } = await app.import();

const ID = "0123456789abcdef01234567";

/** The methods of a resource and of those within it, by name. */
function methodsOf(owner, names = Object.keys(owner), path = "") {
  return names.flatMap((name) => {
    const value = owner[name];
    const full = path + name;
    if (typeof value === "function") return [[full, (...given) => value.apply(owner, given)]];
    return methodsOf(value, Object.keys(value), `${full}.`);
  });
}

const client = async (options) => {
  const fetch = async () => Response.json({ code: 0, data: [] });
  const poll = { minIntervalMs: 1, maxIntervalMs: 1, timeoutMs: 1 };
  return createClient({ token: "sk_emulator_package_methods", fetch, maxRetries: 0, poll, ...options });
};

/** All methods of a client. */
function allOf(a2e) {
  const names = [];
  for (const name in a2e) names.push(name);
  return methodsOf(a2e, names);
}

const a2e = await client();
const methods = allOf(a2e);

/** What a method rejects with or throws, of its promise or of the first value of its iterator; nothing if it does not. */
async function problem(method, given) {
  try {
    const made = method(...given);
    const iterator = made?.[Symbol.asyncIterator]?.();
    if (iterator) iterator.return(await iterator.next());
    else await made;
  } catch (error) {
    return error;
  }
}

/** Input that is wrong somewhere for every method, and right elsewhere. */
const WRONG = [
  ["?", "?", "?"],
  [5, {}, { nonsense: 1 }],
  [{}, { nonsense: 1 }],
  [{ nonsense: 1 }],
  [ID, { timeoutMs: -1 }],
  [ID, { headers: { host: "a" } }],
  [ID, {}, { headers: { authorization: "a" } }],
  [ID, { poll: { minIntervalMs: -1 } }],
  [[ID], { nonsense: 1 }],
  [["?"]],
  [new Blob(["x"]), { nonsense: 1 }],
  ["https://a.example/1.mp4", { nonsense: 1 }],
  [{ family: "faceSwap", id: ID }, { nonsense: 1 }],
  [{ family: "nobody", id: ID }],
];

test("every method names itself in the error of wrong input", async () => {
  assert.ok(methods.length > 300, `${methods.length} methods`);
  const silent = [];
  for (const [name, method] of methods) {
    let refused = 0;
    for (const given of WRONG) {
      const error = await problem(method, given);
      if (!["validation", "config", "unsupported"].includes(error?.kind)) continue;
      refused += 1;
      assert.ok(A2EError.is(error));
      assert.ok(error.message.startsWith(`${name}: `), `${name}: ${error.message}`);
      assert.ok(!error.message.slice(name.length).includes(`${name}:`), error.message);
      assert.doesNotMatch(error.message, /: :|undefined/);
    }
    if (!refused) silent.push(name);
  }
  assert.deepEqual(silent, []);
});

test("a method that takes several tasks names itself in the error of each", async () => {
  const tasks = ["?", 5, null, {}, { family: "nobody", id: ID }, { family: "faceSwap" }, { family: "faceSwap", id: "?" }, { family: "wan30Videos", id: ID }];
  for (const name of ["waitAll", "check"]) {
    const settled = await a2e[name](tasks);
    assert.equal(settled.length, tasks.length);
    for (const { status, reason } of settled) {
      assert.equal(status, "rejected");
      assert.ok(reason.message.startsWith(`${name}: `), reason.message);
    }
  }
});

test("an answer that is of no use is told by the method's name too", async () => {
  const silent = await client({ fetch: async () => Response.json({ code: 0, data: null }) });
  for (const [name, method] of allOf(silent).filter(([name]) => /\.(list|batch|get|listAll)$/.test(name))) {
    const error = await problem(method, [name.endsWith("batch") ? [ID] : /list/.test(name) ? {} : ID]);
    if (error && error.kind !== "unsupported") assert.ok(error.message.startsWith(`${name}: the answer holds no `), `${name}: ${error.message}`);
  }
});

test("what is found wrong on the way names the method", async () => {
  const file = async () => new Response("four");
  const download = await failure((await client({ fetch: file })).download("https://a.example/1.mp4", { maxBytes: 2 }));
  assert.equal(download.message, "download: `maxBytes` is less than the file has");
  const params = { name: "n", face_url: "https://a.example/a.jpg", video_url: "https://a.example/v.mp4" };
  const rows = [{ _id: ID, name: "n" }];
  const taken = await client({
    fetch: async (url, { method, body }) => {
      if (method === "POST") rows[0].name = JSON.parse(body).name;
      return Response.json({ code: 0, data: method === "POST" ? { _id: ID } : rows });
    },
  });
  const key = { idempotencyKey: "order_2026_7" };
  await taken.faceSwap.start(params, key);
  for (const name of ["start", "run"]) {
    const error = await failure(taken.faceSwap[name]({ ...params, prompt: "rain" }, key));
    assert.equal(error.message, `faceSwap.${name}: \`idempotencyKey\` was already used with other parameters`);
  }
});

test("the options of a client are those of createClient", async () => {
  for (const options of [{ nonsense: 1 }, { headers: { host: "a" } }, { poll: { minIntervalMs: 0 } }, { token: "" }, { timeoutMs: -1 }]) {
    const { message } = await failure(client(options));
    assert.ok(message.startsWith("createClient: "), message);
  }
});
