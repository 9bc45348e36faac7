// Starts with one key in a client whose calls may not wait for one another, as in Workers.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { turns } from "./server-node.mjs";
import { App, SWAP } from "./support.mjs";

const KEY = { idempotencyKey: "order-12345678" };
const ID = "0123456789abcdef01234567";

const app = await App.install();
const { createClient } = await app.import();

/** A client that shares nothing, and the methods of what its service was asked. `answer` ends a start. */
async function alone(answer) {
  const [asked, tasks] = [[], []];
  const fetch = async (_, { method, body }) => {
    asked.push(method);
    if (method === "GET") return Response.json({ code: 0, data: { rows: tasks, count: tasks.length } });
    tasks.push({ _id: ID, name: JSON.parse(body).name, createdAt: new Date().toISOString(), current_status: "initialized" });
    return answer(Response.json({ code: 0, data: tasks[0] }));
  };
  const a2e = await createClient({ token: "sk_followed", fetch, timeoutMs: Infinity, poll: { shared: false } });
  return { asked, start: () => a2e.faceSwap.start(SWAP, KEY) };
}

/** What promises come to while seconds pass. */
async function passing(seconds, promise) {
  let outcome;
  promise.then((value) => (outcome = value));
  for (let second = 0; second < seconds && outcome === undefined; second += 1) {
    await turns(20);
    mock.timers.tick(1_000);
  }
  await turns(20);
  return outcome;
}

test("calls with one key at once are one start", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  const { asked, start } = await alone((answer) => answer);
  const tasks = await passing(3, Promise.all([start(), start(), start()]));
  assert.deepEqual(tasks.map(({ id }) => id), [ID, ID, ID]);
  assert.deepEqual(asked, ["GET", "POST"]);
});

test("a start whose request was ended by the host is only polled for", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  // What could never end any more would be collected, and the second call would take the lead at once.
  const held = [];
  const { asked, start } = await alone(() => new Promise((resolve) => held.push(resolve)));
  start();
  await turns();
  const second = start();
  assert.equal(await passing(89, second), undefined);
  assert.equal((await passing(5, second)).id, ID);
  assert.deepEqual(asked, ["GET", "POST", "GET"]);
  assert.equal(held.length, 1);
});
