// A record that has a field with the name of a container of records.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App } from "./support.mjs";

const { createClient } = await (await App.install()).import();

const ID = "0123456789abcdef01234567";

for (const name of ["rows", "list", "data", "records"]) {
  for (const value of [["x"], [], { 0: "x" }]) {
    test(`a started record with ${name}: ${JSON.stringify(value)} keeps its id`, async () => {
      const data = { _id: ID, current_status: "initialized", [name]: value };
      const answer = async () => Response.json({ code: 0, data });
      const a2e = await createClient({ token: "sk_a_token_of_the_tests", fetch: answer });
      const task = await a2e.textToImage.start({ prompt: "a horse" });
      assert.deepEqual([task.id, task.state, task.record], [ID, "queued", data]);
      assert.deepEqual(await a2e.textToImage.get(ID), data);
      a2e.close();
    });
  }
}
