// Nothing slow stops what is well. The service in front hangs where it is told to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { front, open, place } from "./behind.mjs";
import { LIST, POLL, START } from "./front.mjs";
import { swap } from "./place.mjs";

const IMAGE = { key: "key-of-an-image", family: "textToImage", params: { name: "Image", prompt: "A lighthouse" } };

test("a family whose polls hang stops no other family", async () => {
  const ada = await open("families", { speed: 0 });
  const feed = await ada.live();
  await ada.start(swap("key-of-a-hang"));
  front.rule(POLL, () => "hang");
  const { body } = await ada.start(IMAGE);
  await front.arrival(POLL);
  await place.account.clock({ speed: 1000 });
  await feed.until(({ id, state }) => id === body.id && state === "succeeded");
});

test("a start that is looked for in a list that hangs stops no poll, and can be given up", async () => {
  const ada = await open("looking");
  front.rule(START, () => "hang");
  const asked = ada.start(swap("key-of-a-search")).catch(() => {});
  await front.arrival(START);
  await place.kill();
  await asked;
  front.rule(LIST, () => "hang");
  await place.serve();
  const feed = await ada.live();
  await front.arrival(LIST);
  const { body } = await ada.start(IMAGE);
  await feed.until(({ id, state }) => id === body.id && state === "succeeded");
  assert.equal((await ada.ask("/api/tasks/key-of-a-search", { method: "DELETE" })).status, 204);
  assert.deepEqual((await ada.all()).map(({ id }) => id), [body.id]);
});

test("a start that is being sent cannot be deleted, or its task would be nobody's", async () => {
  const ada = await open("sending");
  const release = front.hold(START);
  const asked = ada.start(swap("key-of-a-hurry"));
  await front.arrival(START);
  const { status, body } = await ada.ask("/api/tasks/key-of-a-hurry", { method: "DELETE" });
  assert.deepEqual([status, body.error.message], [409, "It is being started. It can be deleted in a moment."]);
  release();
  assert.equal((await asked).status, 201);
});

test("a list without an end is read within bounds, and what is not found there is unclear, not absent", async () => {
  const ada = await open("endless");
  const end = front.rule(START, () => "hang");
  const asked = ada.start(swap("key-without-end")).catch(() => {});
  await front.arrival(START);
  await place.kill();
  await asked;
  end();
  // Whatever page is asked for, it has rows that were made just now.
  const rows = Array.from({ length: 100 }, (_, n) => {
    const createdAt = new Date().toISOString();
    return { _id: n.toString(16).padStart(24, "0"), name: "Other", current_status: "completed", createdAt };
  });
  front.rule(LIST, () => ({ json: { code: 0, msg: "", data: { rows, total: 1e9 } } }));
  await place.serve();
  const feed = await ada.live();
  await front.arrival(LIST);
  // A start of the same family does not need the list.
  const { body } = await ada.start(swap("key-of-another"));
  await feed.until(({ id, state }) => id === body.id && state === "succeeded");
  await feed.until(({ all, id, state }) => (all ?? [{ id, state }]).some((news) => news.id === "key-without-end" && news.state === "unknown"));
  assert.equal(front.count(START), 2);
});
