// Lists that change while a key is looked for in them, and starts that end before they were sent.

import assert from "node:assert/strict";
import { test } from "node:test";
import { id } from "./scripted.mjs";
import { App, SWAP } from "./support.mjs";

const { createClient } = await (await App.install()).import("a2e-wasm");

const KEY = { idempotencyKey: "8b7c2f1e-order-7" };
const NOW = Date.UTC(2026, 5, 1);

/**
 * A service whose lists are `rows`, newest first. `answers(request)` answers in its place, `listed(page)` runs after a page
 * was given, and `tasks` says how many tasks a start makes. `asked` is what was asked for.
 */
function service({ answers = () => {}, listed = () => {}, tasks = 1 } = {}) {
  const rows = [];
  const asked = [];
  const fetch = async (url, { method, body }) => {
    const { pathname, searchParams } = new URL(url);
    const page = Number(searchParams.get("pageNum"));
    asked.push(method === "POST" ? "start" : `page ${page}`);
    const answer = await answers(asked.at(-1));
    if (answer) return answer;
    if (method === "POST") {
      const made = Array.from({ length: tasks }, (_, place) => row(9000 + asked.length * 10 + place, JSON.parse(body)));
      rows.unshift(...made.toReversed());
      return Response.json({ code: 0, data: pathname.includes("Text2Image") ? made : made[0] });
    }
    const data = { rows: rows.slice((page - 1) * 100, page * 100), count: rows.length };
    listed(page);
    return Response.json({ code: 0, data });
  };
  return { rows, asked, client: (options) => createClient({ token: "sk_searched", fetch, ...options }) };
}

/** A row of the list. Those with a smaller number are older. */
function row(number, more = { name: "other" }) {
  return { _id: id(number), createdAt: new Date(NOW + number * 1000).toISOString(), current_status: "completed", ...more };
}

/** So many newer rows of others. */
function others(count) {
  return Array.from({ length: count }, (_, place) => row(20_000 - place));
}

test("a task that moved to a page that was read is found, because the list became shorter", async () => {
  let deleted = 0;
  const listed = (page) => page === 1 && deleted++ === 1 && rows.splice(5, 2);
  const { rows, asked, client } = service({ listed });
  const task = await (await client()).faceSwap.start(SWAP, KEY);
  rows.unshift(...others(100));
  rows.push(...Array.from({ length: 50 }, (_, place) => row(5000 - place)));
  asked.length = 0;
  const again = await (await client()).faceSwap.start(SWAP, KEY);
  assert.deepEqual([again.id, asked], [task.id, ["page 1", "page 2", "page 1"]]);
});

test("a list that becomes shorter again and again is not taken for whole", async () => {
  const { rows, asked, client } = service({ listed: () => rows.shift() });
  rows.push(...others(190));
  const start = (await client()).faceSwap.start(SWAP, KEY);
  await assert.rejects(start, { kind: "config", field: "keyWindowMs", outcomeUnknown: false });
  assert.deepEqual(asked, Array.from({ length: 4 }, () => ["page 1", "page 2"]).flat());
});

test("the tasks of one start are found on two pages", async () => {
  const { rows, asked, client } = service({ tasks: 4 });
  const params = { name: "Ada", prompt: "rain", max_images: 4 };
  const ids = ({ id, siblings }) => [id, ...siblings.map((task) => task.id)].sort();
  const made = ids(await (await client()).textToImage.start(params, KEY));
  rows.unshift(...others(98));
  asked.length = 0;
  assert.deepEqual(ids(await (await client()).textToImage.start(params, KEY)), made);
  assert.deepEqual(asked, ["page 1", "page 2"]);
});

test("a row with the key and without an id is no reason to start again", async () => {
  const { rows, asked, client } = service();
  await (await client()).faceSwap.start(SWAP, KEY);
  delete rows[0]._id;
  // The end of the window is on the same page.
  rows.push(row(-1_000_000));
  asked.length = 0;
  await assert.rejects((await client()).faceSwap.start(SWAP, KEY), { kind: "config", outcomeUnknown: false });
  assert.deepEqual(asked, ["page 1"]);
});

test("a start that was aborted before it was sent is sent by the next call", async () => {
  const controller = new AbortController();
  const { asked, client } = service();
  // The second token is that of the start; the first is for the list.
  let tokens = 0;
  const hangs = () => controller.abort() ?? new Promise(() => {});
  const a2e = await client({ token: () => (++tokens === 2 ? hangs() : "sk_searched") });
  const { signal } = controller;
  await assert.rejects(a2e.faceSwap.start(SWAP, { ...KEY, signal }), { kind: "aborted", outcomeUnknown: false });
  assert.equal((await a2e.faceSwap.start(SWAP, KEY)).state, "succeeded");
  assert.deepEqual(asked, ["page 1", "page 1", "start"]);
});

test("a start that was aborted after the service refused it for now is sent by the next call", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const busy = () => Response.json({ code: 429, msg: "busy" }, { status: 429, headers: { "retry-after": "60" } });
  const { asked, client } = service({ answers: (request) => request === "start" && !signal.aborted && busy() });
  const a2e = await client({ onRetry: () => setImmediate(() => controller.abort()) });
  await assert.rejects(a2e.faceSwap.start(SWAP, { ...KEY, signal }), { kind: "aborted", outcomeUnknown: false });
  assert.equal((await a2e.faceSwap.start(SWAP, KEY)).state, "succeeded");
  assert.deepEqual(asked, ["page 1", "start", "page 1", "start"]);
});
