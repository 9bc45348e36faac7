// What ended long ago is forgotten, the row last: so a life that ends half way leaves nothing behind in the directory.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Sweep } from "../../www-example/worker/src/sweep.js";

/** A Watcher with so many expired tasks and refused starts, which writes down what happens to them. */
function watcher({ tasks, intents = [] }) {
  const happened = [];
  const left = [...tasks];
  const parts = {
    user: "ada",
    ledger: {
      dueTimes: () => ({ end: left.length + intents.length ? 500 : undefined }),
      expiredTasks: (now, most) => left.slice(0, most),
      expiredIntents: () => [...intents],
      removeTask: (id) => happened.push(`row ${left.splice(left.indexOf(id), 1)}`),
      removeIntent: (key) => happened.push(`start ${intents.splice(intents.indexOf(key), 1)}`),
      gone: (id) => id,
    },
    pages: { tell: (id) => happened.push(`told ${id}`) },
    owners: { forget: async (ids, user) => happened.push(`forgot ${ids.length} of ${user}`) },
    setAlarm: async () => parts.alarmed?.(),
  };
  return { parts, happened, left };
}

/** Begins a sweep; waits until it has set the alarm. */
function swept(sweep, parts, now) {
  return new Promise((resolve) => {
    parts.alarmed = resolve;
    sweep.begin(now);
  });
}

test("the directory forgets before the row goes, and then the pages are told", async () => {
  const { parts, happened } = watcher({ tasks: ["a", "b"], intents: ["key"] });
  const sweep = new Sweep(parts);
  await swept(sweep, parts, 1000);
  assert.deepEqual(happened, ["forgot 2 of ada", "row a", "row b", "told a", "told b", "start key", "told key"]);
  assert.equal(sweep.notBefore, 0);
});

test("many are forgotten in batches", async () => {
  const { parts, happened } = watcher({ tasks: Array.from({ length: 250 }, (_, n) => `t${n}`) });
  await swept(new Sweep(parts), parts, 1000);
  const batches = happened.filter((line) => line.startsWith("forgot"));
  assert.deepEqual(batches, ["forgot 100 of ada", "forgot 100 of ada", "forgot 50 of ada"]);
});

test("a directory that fails leaves the rows for the next sweep, which comes later", async (t) => {
  t.mock.method(console, "error", () => {});
  const { parts, left, happened } = watcher({ tasks: ["a"] });
  const { forget } = parts.owners;
  parts.owners.forget = async () => {
    throw new Error("out of reach");
  };
  const sweep = new Sweep(parts);
  await swept(sweep, parts, 1000);
  assert.deepEqual([left, sweep.notBefore], [["a"], 61_000]);
  parts.owners.forget = forget;
  sweep.begin(60_999);
  assert.deepEqual(happened, []);
  await swept(sweep, parts, 61_000);
  assert.deepEqual([left, happened], [[], ["forgot 1 of ada", "row a", "told a"]]);
});

test("nothing is swept before its time", () => {
  const { parts, happened } = watcher({ tasks: ["a"] });
  new Sweep(parts).begin(499);
  assert.deepEqual(happened, []);
});
