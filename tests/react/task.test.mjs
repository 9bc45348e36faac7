// `useTask` in strict mode: what it shows, and what it asks the service for.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { DONE, FAILED, HAS_ACTIVITY, QUEUES, RUNS, theatre } from "./stage.mjs";

const UNKNOWN = "0123456789abcdef01234567";

const { open } = await theatre();
let stage;
afterEach(async () => {
  assert.deepEqual(stage.complaints, [], "The page complained");
  await stage.close();
});

/** A look at a task that runs, and how far it is. */
const runs = (process) => ({ ...RUNS, process });
const REFUSED = { kind: "code", code: 403, msg: "not allowed" };

const states = (seen) => seen.map(({ state, loading }) => `${state}${loading ? " …" : ""}`);

test("every change is shown, to the end, by one watch in spite of strict mode", async () => {
  stage = await open("changes");
  const task = await stage.task(QUEUES, RUNS, DONE);
  await stage.show({ name: "a", task });
  const seen = await stage.until("a", { loading: false });
  // The view that was given is there before the first look.
  assert.deepEqual(states(seen), ["queued …", "running …", "succeeded"]);
  assert.ok(seen.every(({ id, kind }) => id === task.id && !kind));
  // A second watch would have looked once more at the least.
  assert.equal(await stage.looks(task.id), 3);
  assert.equal(await stage.looksStill(task.id), 0);
});

test("a failed task is a view, not an error", async () => {
  stage = await open("failed");
  await stage.show({ name: "a", task: await stage.task(FAILED) });
  const { state, kind } = (await stage.until("a", { loading: false })).at(-1);
  assert.deepEqual([state, kind], ["failed", undefined]);
});

test("a task is found by family and id, also in a family below another", async () => {
  stage = await open("address");
  const { id } = await stage.task(RUNS, DONE);
  const preview = await stage.a2e.faceSwap.previews.start({
    face_url: "https://example.com/face.jpg",
    video_url: "https://example.com/video.mp4",
  });
  await stage.account.clock({ advanceMs: 60_000 });
  const address = { family: "faceSwap.previews", id: preview.id };
  await stage.show({ name: "a", task: { family: "faceSwap", id } }, { name: "b", task: address });
  const seen = await stage.until("a", { loading: false });
  assert.deepEqual(states(seen), ["undefined …", "running …", "succeeded"]);
  assert.deepEqual(states(await stage.until("b", { loading: false })), ["undefined …", "succeeded"]);
});

test("a task that has ended is shown without a look", async () => {
  stage = await open("ended");
  const task = { ...(await stage.task(RUNS)), state: "succeeded" };
  await stage.show({ name: "a", task });
  assert.equal(await stage.looksStill(task.id), 0);
  assert.equal(await stage.looks(task.id), 0);
  assert.deepEqual(states(await stage.call("seen", "a")), ["succeeded"]);
});

test("a view of the caller's with the end of the task ends the watch", async () => {
  stage = await open("outrun");
  const task = await stage.task(RUNS);
  await stage.show({ name: "a", task });
  await stage.until("a", { state: "running" });
  await stage.show({ name: "a", task: { ...task, state: "failed" } });
  await stage.until("a", { state: "failed", loading: false });
  assert.equal(await stage.looksStill(task.id), 0);
});

test("without a task nothing happens, without a client it is loading", async () => {
  stage = await open("nothing");
  const task = await stage.task(DONE);
  await stage.show({ name: "a", task: null }, { name: "b" }, { name: "c", client: "none", task });
  assert.equal(await stage.looksStill(task.id), 0);
  assert.equal(await stage.looks(task.id), 0);
  for (const name of ["a", "b"]) assert.deepEqual(states(await stage.call("seen", name)), ["undefined"]);
  assert.deepEqual(states(await stage.call("seen", "c")), ["queued …"]);

  await stage.show({ name: "c", task });
  assert.deepEqual(states(await stage.until("c", { loading: false })), ["queued …", "succeeded"]);
});

test("an unmount ends the watch", async () => {
  stage = await open("unmount");
  const [left, stays] = [await stage.task(RUNS), await stage.task(RUNS)];
  await stage.show({ name: "a", task: left }, { name: "b", task: stays });
  await stage.until("a", { state: "running" });
  await stage.show({ name: "b", task: stays });
  assert.equal(await stage.looksStill(left.id), 0);
  assert.ok((await stage.looksStill(stays.id)) > 0);
});

test("another task takes the place of the old one at once", async () => {
  stage = await open("another");
  const [first, second] = [await stage.task(RUNS), await stage.task(QUEUES)];
  await stage.show({ name: "a", task: first });
  await stage.until("a", { state: "running" });
  await stage.show({ name: "a", task: second });
  assert.equal(await stage.looksStill(first.id), 0);
  assert.ok((await stage.looksStill(second.id)) > 0);
  // Nothing of the first task ever stood under the second one's name.
  const seen = await stage.call("seen", "a");
  assert.ok(seen.every(({ task, id }) => task === id));

  await stage.show({ name: "a", task: null });
  assert.deepEqual(states(await stage.until("a", { task: undefined })).at(-1), "undefined");
  assert.equal(await stage.looksStill(second.id), 0);
});

test("another client takes over", async () => {
  stage = await open("client");
  const task = await stage.task(RUNS, RUNS, RUNS, DONE);
  await stage.call("hold");
  await stage.show({ name: "a", task });
  await stage.looked(task.id, 1);
  await stage.show({ name: "a", task, client: "other" });
  await stage.until("a", { state: "succeeded", loading: false });
});

test("the same task in a new object goes on as it was", async () => {
  stage = await open("same");
  const task = await stage.task(RUNS, DONE);
  await stage.call("hold");
  await stage.show({ name: "a", task });
  await stage.looked(task.id, 1);
  for (const firstSeenAt of ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]) {
    await stage.show({ name: "a", task: { ...task, firstSeenAt } });
  }
  // A new watch would look, and not wait for the answer to the old one's look.
  assert.equal(await stage.looksStill(task.id), 0);
  await stage.call("release");
  await stage.until("a", { state: "succeeded" });
  assert.equal(await stage.looks(task.id), 2);
});

test("an error is shown, and forgotten with the task", async () => {
  stage = await open("error");
  const unknown = { family: "faceSwap", id: UNKNOWN };
  await stage.show({ name: "a", task: unknown }, { name: "b", task: { family: "faceLift", id: UNKNOWN } });
  assert.equal((await stage.until("a", { loading: false })).at(-1).kind, "not_found");
  assert.equal((await stage.until("b", { loading: false })).at(-1).kind, "validation");
  const before = await stage.looks(UNKNOWN);
  await stage.show({ name: "a", task: null });
  await stage.until("a", { kind: undefined, task: undefined });
  await stage.show({ name: "a", task: unknown });
  await stage.until("a", { task: UNKNOWN, kind: "not_found" });
  assert.ok((await stage.looks(UNKNOWN)) > before);
});

test("a client that is closed is an error", async () => {
  stage = await open("closed");
  await stage.show({ name: "a", task: await stage.task(RUNS) });
  await stage.until("a", { state: "running" });
  await stage.call("close", "main");
  await stage.until("a", { state: "running", kind: "aborted", loading: false });
});

test("Fast Refresh keeps what is known, and goes on", async () => {
  stage = await open("refresh");
  const ended = await stage.task(DONE);
  const task = await stage.task(QUEUES, RUNS);
  await stage.show({ name: "ended", task: ended }, { name: "a", task });
  await stage.until("ended", { state: "succeeded" });
  const before = await stage.until("a", { state: "running" });
  await stage.call("refresh");
  assert.ok((await stage.looksStill(task.id)) > 0);
  assert.deepEqual(await stage.call("seen", "a"), before);
  assert.equal(await stage.looks(ended.id), 1);
});

test("nothing is asked for while the component is hidden", { skip: !HAS_ACTIVITY && "React 18 has no Activity" }, async () => {
  stage = await open("hidden");
  const task = await stage.task(RUNS);
  await stage.show({ name: "a", task });
  await stage.until("a", { state: "running" });
  await stage.show({ name: "a", task, hidden: true });
  assert.equal(await stage.looksStill(task.id), 0);
  await stage.show({ name: "a", task });
  assert.ok((await stage.looksStill(task.id)) > 0);
});

test("of a view that is given and the one that is known the later one shows", async () => {
  stage = await open("later");
  const task = await stage.task(runs(10));
  await stage.show({ name: "a", task });
  await stage.until("a", { progress: 10 });
  const record = (updatedAt) => ({ ...task.record, updatedAt });
  const known = (await stage.a2e.faceSwap.get(task.id)).updatedAt;
  const later = new Date(Date.parse(known) + 1).toISOString();
  // By the state, then by the progress, then by the service's own time.
  const given = [
    { state: "queued", status: "early", progress: 99, record: record(later) },
    { state: "running", status: "early", progress: 9, record: record(later) },
    { state: "running", status: "equal", progress: 10, record: record(known) },
    { state: "running", status: "early", progress: 10, record: {} },
    { state: "running", status: "late", progress: 10, record: record(later) },
    { state: "running", status: "late", progress: 90, record: record(known) },
    { state: "succeeded", status: "late", progress: 1, record: {} },
  ];
  const shown = [];
  for (const facts of given) {
    await stage.show({ name: "a", task: { ...task, ...facts } });
    const { status, progress } = (await stage.call("seen", "a")).at(-1);
    shown.push([status, progress]);
  }
  const held = ["processing", 10];
  assert.deepEqual(shown, [held, held, held, held, ["late", 10], ["late", 90], ["late", 1]]);
});

test("an error is forgotten with a view that has ended", async () => {
  stage = await open("errorended");
  const task = await stage.task(RUNS);
  await stage.account.fault("getFaceSwapTask", REFUSED);
  await stage.show({ name: "a", task });
  await stage.until("a", { state: "queued", kind: "permission", loading: false });
  await stage.show({ name: "a", task: { ...task, state: "succeeded" } });
  const { state, kind, loading } = (await stage.call("seen", "a")).at(-1);
  assert.deepEqual([state, kind, loading], ["succeeded", undefined, false]);
});

test("a view that is later than an error is followed, one that is not is no reason to", async () => {
  stage = await open("errorlater");
  const task = await stage.task(runs(10), DONE);
  await stage.account.fault("getFaceSwapTask", REFUSED, 1, 1);
  await stage.show({ name: "a", task });
  await stage.until("a", { progress: 10, kind: "permission", loading: false });
  await stage.show({ name: "a", task: { ...task, state: "running", progress: 10, record: {} } });
  assert.equal(await stage.looksStill(task.id), 0);
  await stage.show({ name: "a", task: { ...task, state: "running", progress: 20 } });
  const seen = await stage.until("a", { state: "succeeded", kind: undefined, loading: false });
  const after = seen.slice(seen.findIndex(({ progress }) => progress === 20));
  assert.deepEqual(states(after), ["running …", "succeeded"]);
});

test("the view stays while there is no client for a moment, and with another client", async () => {
  stage = await open("moment");
  const task = await stage.task(runs(70));
  await stage.show({ name: "a", task });
  await stage.until("a", { progress: 70 });
  for (const client of ["none", "other", "none", "main"]) {
    await stage.show({ name: "a", task, client });
    if (client === "none") assert.equal(await stage.looksStill(task.id), 0);
    else assert.ok((await stage.looksStill(task.id)) > 0);
  }
  assert.deepEqual(states(await stage.call("seen", "a")), ["queued …", "running …"]);
});

test("an error of one client is none of the next one", async () => {
  stage = await open("nextclient");
  const task = await stage.task(RUNS);
  await stage.show({ name: "a", task });
  await stage.until("a", { state: "running" });
  await stage.call("close", "main");
  await stage.until("a", { state: "running", kind: "aborted", loading: false });
  await stage.show({ name: "a", task, client: "other" });
  await stage.until("a", { state: "running", kind: undefined, loading: true });
  assert.ok((await stage.looksStill(task.id)) > 0);
});

test("a client that is made in render is warned of, and the task is followed all the same", async () => {
  stage = await open("inline");
  const task = await stage.task(RUNS, DONE);
  await stage.show({ name: "a", client: "inline", task });
  // A render may show two changes in one.
  assert.equal(states(await stage.until("a", { loading: false })).at(-1), "succeeded");
  assert.deepEqual(stage.warnings, [
    "a2e-wasm/react: useTask gets a new client at each render, so it stays with the first one. Make the client once, " +
      "outside of the component or in an effect, and pass the same one at each render.",
  ]);
  assert.equal(await stage.looks(task.id), 2);
});

test("a signal of the caller's ends the watch", async () => {
  stage = await open("signal");
  const task = await stage.task(RUNS);
  await stage.show({ name: "a", task, signal: "mine" });
  await stage.until("a", { state: "running" });
  await stage.call("abort", "mine");
  await stage.until("a", { state: "running", kind: "aborted", loading: false });
  assert.equal(await stage.looksStill(task.id), 0);
});
