// What a named method gives for an answer of the service.

import assert from "node:assert/strict";

/** The records of a list, in whichever member the family has them. */
function rows(data) {
  if (Array.isArray(data)) return data;
  const found = ["rows", "list", "data", "records"].map((key) => data[key]).find(Array.isArray);
  assert.ok(found, `no list in ${JSON.stringify(data)}`);
  return found;
}

const CHECKS = {
  start(given, { form, data }) {
    const [record, ...others] = [data].flat();
    const { v, id, family, state, status, urls, firstSeenAt } = given;
    assert.deepEqual({ v, id, family }, { v: 1, id: record._id, family: form.resource });
    assert.deepEqual(given.record, record);
    // One start may make several tasks.
    const siblings = (given.siblings ?? []).map((task) => [task.id, task.family]);
    assert.deepEqual(siblings, others.map((other) => [other._id, family]));
    // Nothing is done at once by a clock that stands still.
    assert.deepEqual({ state, urls }, { state: "queued", urls: [] });
    assert.ok([record.current_status, record.status].includes(status), `status ${status}`);
    assert.equal(new Date(firstSeenAt).toISOString(), firstSeenAt);
  },

  get(given, { data, id }) {
    assert.equal(given._id, id);
    // Some routes answer an array of one.
    assert.deepEqual(given, [data].flat()[0]);
  },

  list(given, { data, id, params }) {
    assert.deepEqual(given.items, rows(data));
    assert.equal(typeof given.hasMore, "boolean");
    if (params.page === undefined) assert.equal(given.page, 1);
    else assert.deepEqual([given.page, given.pageSize], [params.page, params.pageSize]);
    // On the first page of them all stands the record that was just made.
    if (params.page !== 2) assert.ok(given.items.some(({ _id }) => _id === id), "the record is not in the list");
  },

  batch(given, { data, id }) {
    assert.deepEqual(given, rows(data));
    assert.deepEqual(given.map(({ _id }) => _id), [id]);
  },
};

/** Checks what a method gave: its own form for the verbs of a family, else the `data` as it came. */
export function checkAnswer(given, { form, data, id, params }) {
  const check = CHECKS[form.verb] ?? (() => assert.deepEqual(given, data));
  check(given, { form, data, id, params });
}
