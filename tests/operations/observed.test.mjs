// Every answer that openapi.yaml prints, published or seen elsewhere, goes through the method of its operation.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { variable } from "./account.mjs";
import { OPERATIONS } from "./description.mjs";
import { Form } from "./form.mjs";
import { EXPECTED, ID } from "./observed.mjs";
import { requests } from "./values.mjs";

const { createClient, A2EError } = await import(pathToFileURL(join(variable("A2E_PACKAGE"), "index.js")));

/** A client whose service has one answer. */
function answering({ status = 200, body }) {
  const headers = { "content-type": "application/json" };
  return createClient({ token: "sk_observed", fetch: async () => new Response(JSON.stringify(body), { status, headers }) });
}

const recordsOf = (data) => [data].flat().flatMap((one) => one?.rows ?? one?.list ?? one?.data ?? one?.records ?? one);

/** What a method made of an answer: its value, or its error as JSON. */
async function outcome(promise) {
  try {
    return { gives: timeless(await promise) };
  } catch (error) {
    assert.ok(error instanceof A2EError, `no A2EError, but ${error}`);
    const { name, ...rejects } = error.toJSON();
    assert.equal(name, "A2EError");
    return { rejects };
  }
}

/** A view without the times of the test; any other value as it is. */
function timeless(value) {
  if (value?.firstSeenAt === undefined) return value;
  const { firstSeenAt, ...view } = value;
  assert.equal(new Date(firstSeenAt).toISOString(), firstSeenAt);
  return view;
}

for (const operation of OPERATIONS) {
  const form = new Form(operation);
  const [params] = requests(form);

  for (const { name, status, body } of operation.observed) {
    test(`${form.name} reads what was observed: ${name}`, async () => {
      const { checked, ...expected } = EXPECTED[operation.id][name];
      const id = recordsOf(body.data)[0]?._id ?? ID;
      const a2e = await answering({ status, body });
      assert.deepEqual(await outcome(form.call(a2e, { id, params })), expected);
      if (!checked) return;
      const [{ value, reason }] = await a2e.check([{ family: form.resource, id }]);
      assert.equal(reason, undefined);
      assert.deepEqual(timeless(value), checked);
    });
  }

  for (const { name, body } of operation.examples) {
    test(`${form.name} reads what is published: ${name}`, async () => {
      const { data } = body;
      const [first, ...others] = recordsOf(data);
      // A batch refuses records that were not asked for.
      const asked = form.verb === "batch" ? { ids: recordsOf(data).map(({ _id }) => _id) } : params;
      const { gives } = await outcome(form.call(await answering({ body }), { id: first?._id ?? ID, params: asked }));
      switch (form.verb) {
        case "start":
          assert.deepEqual({ id: gives.id, family: gives.family, record: gives.record }, { id: first._id, family: form.resource, record: first });
          assert.deepEqual((gives.siblings ?? []).map(({ id }) => id), others.map(({ _id }) => _id));
          break;
        case "get":
          assert.deepEqual(gives, first);
          break;
        case "list":
          assert.deepEqual(gives.items, recordsOf(data));
          break;
        case "batch":
          assert.deepEqual(gives, recordsOf(data));
          break;
        default:
          assert.deepEqual(gives, data);
      }
    });
  }
}

test("every answer that was observed has its expected value", () => {
  const names = ([id, answers]) => [id, Object.keys(answers)];
  const described = OPERATIONS.filter(({ observed }) => observed.length > 0);
  assert.deepEqual(
    Object.fromEntries(Object.entries(EXPECTED).map(names)),
    Object.fromEntries(described.map(({ id, observed }) => [id, observed.map(({ name }) => name)])),
  );
});
