// A start is sent once in all lives of its object. The service in front tells when something arrived, and answers when it
// is told to; workerd is killed in between.

import assert from "node:assert/strict";
import { test } from "node:test";
import { front, open, place } from "./behind.mjs";
import { LIST, START } from "./front.mjs";
import { NEVER_MS, swap } from "./place.mjs";

const succeeded = ({ all, state }) => state === "succeeded" || all?.some((news) => news.state === "succeeded");

/** Kills workerd while a start of this visitor is at the service, and serves again. */
async function dieWhile(visitor, pattern, key) {
  const asked = visitor.start(swap(key)).catch(() => {});
  await front.arrival(pattern);
  await place.kill();
  await asked;
  await place.serve();
}

test("a start that the service carries out after the object died is sent once", async () => {
  const ada = await open("slow");
  const release = front.hold(START);
  await dieWhile(ada, START, "key-of-a-deploy");
  const feed = await ada.live();
  // The new life looks for the task, and finds none yet.
  await front.arrival(LIST);
  release();
  await feed.until(succeeded);
  assert.equal(front.count(START), 1);
  const all = await ada.all();
  assert.deepEqual(all.map(({ state }) => state), ["succeeded"]);
  assert.equal((await ada.start(swap("key-of-a-deploy"))).body.id, all[0].id);
  assert.equal(front.count(START), 1);
});

test("a page that asks again meanwhile waits for the same task", async () => {
  const ada = await open("again");
  const release = front.hold(START);
  await dieWhile(ada, START, "key-of-a-page");
  const asked = ada.start(swap("key-of-a-page"));
  await front.arrival(LIST);
  release();
  const { status, body } = await asked;
  assert.equal(status, 201);
  assert.deepEqual((await ada.all()).map(({ id }) => id), [body.id]);
  assert.equal(front.count(START), 1);
});

test("the service's clock decides nothing", async () => {
  const ada = await open("clock");
  await place.account.purse({ coins: 20_000 });
  // Ten minutes behind ours.
  front.rule(LIST, async (_, pass) => {
    const { status, json } = await pass();
    for (const row of json.data.rows) row.createdAt = new Date(Date.parse(row.createdAt) - 600_000).toISOString();
    return { status, json };
  });
  await place.account.fault("addFaceSwapTask", { kind: "lost" });
  const others = Array.from({ length: 120 }, (_, n) => JSON.stringify(swap("", `Other ${n}`).params));
  front.rule(START, async (_, pass) => {
    const given = await pass().catch(() => "drop");
    // More than a page of the list is started by others before the next life looks.
    const { baseUrl, token } = place.account;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const add = (body) => fetch(`${baseUrl}/api/v1/userFaceSwapTask/add`, { method: "POST", headers, body });
    if (given === "drop") await Promise.all(others.map(add));
    return "hang";
  });
  const asked = ada.start(swap("key-of-a-clock")).catch(() => {});
  await front.arrival(START);
  while ((await place.arrived("addFaceSwapTask")).length < others.length + 1);
  await place.kill();
  await asked;
  await place.serve();
  const feed = await ada.live();
  await feed.until(succeeded);
  assert.equal(front.count(START), 1);
});

test("an unclear start is not sent by asking again, and its webhook brings the task, whenever it comes", async () => {
  const ada = await open("proved", { speed: 0 });
  front.rule(START, async (_, pass) => (await pass(), "drop"));
  const end = front.rule(LIST, () => ({ status: 500, json: {} }));
  const keys = ["key-of-the-early", "key-of-the-late"];
  // The library looks for the tasks for half a minute.
  const asked = Promise.all(keys.map((key) => ada.start(swap(key, key))));
  const hooks = async () => (await place.arrived("addFaceSwapTask")).map(({ body }) => body);
  let sent;
  while ((sent = await hooks()).length < 2);
  const [early, late] = keys.map((key) => sent.find(({ name }) => name.startsWith(key)));
  assert.equal((await place.webhook(early)).status, 204);
  for (const { status, body } of await asked) assert.deepEqual([status, body.error.kind], [502, "unknown_outcome"]);
  const again = await ada.start(swap(keys[1], keys[1]));
  assert.deepEqual([again.status, again.body.error.kind], [502, "unknown_outcome"]);
  assert.deepEqual((await ada.all()).map(({ state }) => state), ["unknown", "unknown"]);
  const feed = await ada.live();
  const taken = (key) => feed.until(({ all, id, view }) => !all && !keys.includes(id) && view?.record.name.startsWith(key));
  end();
  // That there is a task was known before nobody found it.
  await taken(keys[0]);
  assert.equal((await place.webhook(late)).status, 204);
  await taken(keys[1]);
  assert.equal(front.count(START), 2);
});

test("a start that became a task is not sent again by a person either", async () => {
  const ada = await open("resume", { speed: 0, settings: { PAUSE_MS: NEVER_MS } });
  front.rule(START, async (_, pass) => (await pass(), "hang"));
  await dieWhile(ada, START, "key-of-a-person");
  while (!(await place.arrived("addFaceSwapTask")).length);
  // What the new life knows by now, it finds by itself.
  const feed = await ada.live();
  const { id } = await feed.until(({ all, id, state }) => !all && state === "queued" && id !== "key-of-a-person");
  assert.equal((await ada.resume("key-of-a-person")).status, 404);
  assert.deepEqual((await ada.all()).map((news) => news.id), [id]);
  assert.equal(front.count(START), 1);
});

test("a start that an earlier life sent is looked for, also where a person wants it again", async () => {
  const ada = await open("again-by-a-person");
  const release = front.hold(START);
  await dieWhile(ada, START, "key-of-two-clicks");
  // The service works on it still, and this may come before the new life has looked.
  const asked = ada.resume("key-of-two-clicks");
  await front.arrival(LIST);
  release();
  const { status, body } = await asked;
  assert.deepEqual([status, (await ada.all()).map(({ id }) => id)], [201, [body.id]]);
  assert.equal(front.count(START), 1);
});

test("a start whose webhook came is not sent again by a person, although no list shows its task", async () => {
  const ada = await open("proved-by-a-webhook", { speed: 0, settings: { PAUSE_MS: NEVER_MS } });
  front.rule(START, async (_, pass) => (await pass(), "drop"));
  front.rule(LIST, () => ({ json: { code: 0, data: { rows: [], count: 0 } } }));
  const asked = ada.start(swap("key-of-a-webhook"));
  let sent;
  while (!(sent = await place.arrived("addFaceSwapTask")).length);
  assert.equal((await place.webhook(sent[0].body)).status, 204);
  assert.equal((await asked).body.error.kind, "unknown_outcome");
  const { status, body } = await ada.resume("key-of-a-webhook");
  assert.deepEqual([status, body.error.kind, front.count(START)], [502, "unknown_outcome", 1]);
});

test("the key of a deleted task starts another one at once", async () => {
  const ada = await open("deleted");
  const first = (await ada.start(swap("key-of-a-deletion"))).body.id;
  assert.equal((await ada.ask(`/api/tasks/${first}`, { method: "DELETE" })).status, 204);
  const { status, body } = await ada.start(swap("key-of-a-deletion"));
  assert.equal(status, 201);
  assert.notEqual(body.id, first);
  assert.equal(front.count(START), 2);
});
