// Drives every operation of openapi.yaml through its own method of the compiled module.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { answered, refusedByService } from "./answered.mjs";
import { OPERATIONS } from "./description.mjs";
import { Form } from "./form.mjs";
import { canBeBad, canBeUnusual, refusedBeforeSending, sentAllTheSame } from "./input.mjs";
import { ROWS } from "./names.mjs";

const done = { answered: 0, refused: 0, checked: 0, fields: 0, warned: 0, unusual: 0 };

test("docs/names.md and openapi.yaml have the same operations", () => {
  const described = OPERATIONS.map(({ id, method, path }) => `${id} ${method} ${path}`);
  const named = [...ROWS.values()].map(({ id, method, path }) => `${id} ${method} ${path}`);
  assert.deepEqual(named.toSorted(), described.toSorted());
  assert.equal(new Set([...ROWS.values()].map(({ name }) => name)).size, OPERATIONS.length);
  assert.deepEqual(
    OPERATIONS.filter(({ startsTask }) => startsTask).map(({ id }) => id),
    OPERATIONS.filter((operation) => new Form(operation).verb === "start").map(({ id }) => id),
  );
  // These tests have one place for the fields of an operation.
  assert.deepEqual(OPERATIONS.filter(({ hasBothPlaces }) => hasBothPlaces), []);
});

for (const operation of OPERATIONS) {
  const { name } = new Form(operation);
  test(`${name} is answered`, async () => {
    await answered(operation);
    done.answered += 1;
  });
  test(`${name} is refused by the service`, async () => {
    await refusedByService(operation);
    done.refused += 1;
  });
  if (canBeBad(operation)) {
    test(`${name} refuses bad input before it is sent`, async () => {
      done.fields += await refusedBeforeSending(operation);
      done.checked += 1;
    });
  }
  if (canBeUnusual(operation)) {
    test(`${name} sends unusual input`, async () => {
      const { warned, unusual } = await sentAllTheSame(operation);
      done.warned += warned;
      done.unusual += unusual;
    });
  }
}

after(() => {
  const { length } = OPERATIONS;
  const { answered, refused, checked, fields, warned, unusual } = done;
  // The line that `cargo xtask test` shows.
  console.log(
    `${length} operations: ${answered} answered, ${refused} refused by the service, ` +
      `${checked} refused before sending (${fields} fields); ` +
      `${warned} values outside published limits warned of, ${unusual} others sent as documented`,
  );
  // A test that was never reached must not look like one that passed.
  assert.deepEqual([answered, refused], [length, length]);
});
