// What faults at a start cost: with a key nothing, without one no second start.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Draw, isRefusal, isTooLate, makes, tasksOf } from "./faults.mjs";
import { run } from "./run.mjs";
import { PRICE } from "./service.mjs";

const COUNT = 10_000;
const SEED = 41;

const keyed = (place) => ({ idempotencyKey: `order_${String(place).padStart(6, "0")}`, resend: true });

/** Checks that each call gave one of the tasks that were made of it, and no two the same. */
function checkGiven({ calls, tasks }) {
  const given = calls.map(({ value, reason }, place) => {
    assert.ok(value, `start ${place}: ${reason}`);
    assert.ok(tasks[place].some(({ _id }) => _id === value.id), `start ${place} gave the task of another`);
    return value.id;
  });
  assert.equal(new Set(given).size, COUNT);
}

/** Checks that so many tasks were charged, and nothing was left behind. */
function checkCharged({ tasks, charged, timers }, count) {
  assert.equal(tasks.flat().length, count);
  assert.equal(charged, count * PRICE);
  assert.equal(timers, 0);
}

/** The places of starts that were made more than once. */
const doubled = (tasks) => [...tasks.keys()].filter((place) => tasks[place].length > 1);
const broken = (plans) => plans.filter((faults) => faults.length > 0).length;

test("with a key each start is one task, whatever breaks off within half a minute", async () => {
  const plans = new Draw(SEED).inTime(COUNT);
  const result = await run("in_time", plans, keyed);
  const { tasks, sends } = result;
  console.log(
    `${COUNT} starts with a key, ${broken(plans)} broken off, ${sends - COUNT} sent again: ` +
      `${tasks.flat().length} tasks, ${doubled(tasks).length} doubled`,
  );
  checkGiven(result);
  checkCharged(result, COUNT);
});

test("with a key only what is carried out after half a minute can be made twice", async () => {
  const plans = new Draw(SEED + 1).tooLate(COUNT);
  const result = await run("too_late", plans, keyed);
  const { tasks } = result;
  const late = plans.filter(([first]) => isTooLate(first)).length;
  console.log(`${COUNT} starts with a key, ${late} committed late, ${doubled(tasks).length} doubled`);
  checkGiven(result);
  const wanted = plans.map(tasksOf);
  assert.deepEqual(tasks.map(({ length }) => length), wanted);
  assert.ok(doubled(tasks).every((place) => isTooLate(plans[place][0])));
  checkCharged(result, wanted.reduce((sum, one) => sum + one, 0));
});

test("without a key no start is sent twice, and each that may have been charged says so", async () => {
  const plans = new Draw(SEED + 2).single(COUNT);
  const result = await run("no_key", plans, () => undefined);
  const { calls, tasks, sends } = result;
  const unknown = calls.filter(({ reason }) => reason?.kind === "unknown_outcome").length;
  console.log(
    `${COUNT} starts without a key, ${broken(plans)} failed: ${sends} sent, ${unknown} with unknown outcome, ` +
      `${doubled(tasks).length} doubled`,
  );
  assert.equal(sends, COUNT);
  calls.forEach(({ value, reason }, place) => {
    const [fault] = plans[place];
    if (!fault) {
      assert.equal(value?.id, tasks[place][0]._id);
    } else {
      assert.equal(reason.outcomeUnknown, !isRefusal(fault));
      assert.equal(reason.kind === "unknown_outcome", !isRefusal(fault));
    }
  });
  const wanted = plans.map(([fault]) => Number(makes(fault)));
  assert.deepEqual(tasks.map(({ length }) => length), wanted);
  checkCharged(result, wanted.reduce((sum, one) => sum + one, 0));
});
