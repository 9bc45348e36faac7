// `useRun` in strict mode: what it starts, what it waits for, and what becomes of the promise.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { SWAP } from "../package/support.mjs";
import { DONE, FAILED, HAS_ACTIVITY, RUNS, theatre } from "./stage.mjs";

const HOOK = { name: "a", starts: true };

const { open } = await theatre();
let stage;
afterEach(async () => {
  assert.deepEqual(stage.complaints, [], "The page complained");
  await stage.close();
});

/** A run of the component, as far as its first look: the id of its task. */
async function running(as = "a") {
  await stage.account.script(RUNS);
  await stage.call("run", "a", SWAP, { as });
  await stage.until("a", { state: "running", loading: true });
  return (await stage.call("told", as))[0];
}

test("a run starts one task and shows it to its end", async () => {
  stage = await open("run");
  await stage.account.script(RUNS, DONE);
  await stage.show(HOOK);
  assert.equal(await stage.starts(), 0);
  await stage.call("run", "a", SWAP);
  const seen = await stage.until("a", { state: "succeeded", loading: false });
  const id = seen.at(-1).id;
  assert.deepEqual(seen.map(({ state, loading }) => [state, loading]), [
    [undefined, false],
    [undefined, true],
    ["queued", true],
    ["running", true],
    ["succeeded", false],
  ]);
  assert.deepEqual(await stage.call("end", "a"), { id, state: "succeeded" });
  assert.equal(await stage.starts(), 1);
  assert.equal(await stage.looks(id), 2);
});

test("a refused start is an error, also if nobody keeps the promise", async () => {
  stage = await open("refused");
  await stage.account.fault("addFaceSwapTask", { kind: "code", code: 1010, msg: "Insufficient coins" }, 2);
  await stage.show(HOOK);
  await stage.call("runAndForget", "a", SWAP);
  await stage.until("a", { kind: "credits", loading: false });
  await stage.call("run", "a", SWAP);
  assert.equal((await stage.call("end", "a")).kind, "credits");
  assert.equal(await stage.starts(), 2);
});

test("a failed task is an error with the view", async () => {
  stage = await open("failed");
  await stage.account.script(FAILED);
  await stage.show(HOOK);
  await stage.call("run", "a", SWAP);
  const { id, kind } = (await stage.until("a", { state: "failed", loading: false })).at(-1);
  assert.equal(kind, "task_failed");
  assert.deepEqual(await stage.call("end", "a"), { ours: true, name: "A2EError", kind, taskId: id });
});

test("cancel stops the wait, and the view stays", async () => {
  stage = await open("cancel");
  await stage.show(HOOK);
  const id = await running();
  await stage.call("cancel", "a");
  const last = (await stage.until("a", { loading: false })).at(-1);
  assert.deepEqual([last.state, last.kind], ["running", undefined]);
  assert.deepEqual(await stage.call("end", "a"), { ours: true, name: "AbortError", kind: "aborted", taskId: id });
  assert.equal(await stage.looksStill(id), 0);
});

test("cancel does not stop a start on its way: its task becomes known", async () => {
  stage = await open("cancelstart");
  await stage.show(HOOK);
  await stage.call("hold");
  await stage.call("run", "a", SWAP);
  await stage.until("a", { loading: true });
  await stage.call("cancel", "a");
  await stage.call("release");
  const { id, state, kind } = (await stage.until("a", { loading: false })).at(-1);
  assert.deepEqual([state, kind], ["queued", undefined]);
  assert.equal((await stage.call("end", "a")).taskId, id);
  assert.equal(await stage.looksStill(id), 0);
  assert.equal(await stage.looks(id), 0);
});

test("an unmount ends the wait", async () => {
  stage = await open("unmount");
  await stage.show(HOOK);
  const id = await running();
  await stage.show();
  assert.deepEqual(await stage.call("end", "a"), { ours: true, name: "AbortError", kind: "aborted", taskId: id });
  assert.equal(await stage.looksStill(id), 0);
});

test("an unmount during a start loses no task", async () => {
  stage = await open("unmountstart");
  await stage.show(HOOK);
  await stage.call("hold");
  await stage.call("run", "a", SWAP);
  while ((await stage.starts()) === 0);
  await stage.show();
  await stage.call("release");
  const { kind, taskId } = await stage.call("end", "a");
  assert.equal(kind, "aborted");
  const { items } = await stage.a2e.faceSwap.list();
  assert.deepEqual(items.map(({ _id }) => _id), [taskId]);
  assert.deepEqual(await stage.call("told", "a"), [taskId]);
  assert.equal(await stage.looksStill(taskId), 0);
  assert.equal(await stage.looks(taskId), 0);
});

test("the last run shows, and the promises of all settle", async () => {
  stage = await open("last");
  await stage.show(HOOK);
  const first = await running("first");
  await stage.account.script(RUNS, DONE);
  await stage.call("run", "a", SWAP, { as: "second" });
  const second = (await stage.until("a", { state: "succeeded", loading: false })).at(-1).id;
  assert.notEqual(second, first);
  assert.deepEqual(await stage.call("end", "second"), { id: second, state: "succeeded" });
  const shown = await stage.call("seen", "a");

  // The first one is still waited for, and nobody sees how it ends.
  await stage.a2e.faceSwap.delete(first);
  const { kind, taskId } = await stage.call("end", "first");
  assert.deepEqual([kind, taskId], ["not_found", first]);
  assert.deepEqual(await stage.call("seen", "a"), shown);
});

test("Fast Refresh leaves a run as it is", async () => {
  stage = await open("refresh");
  await stage.show(HOOK);
  await stage.account.script(RUNS, RUNS, RUNS, DONE);
  await stage.call("hold");
  await stage.call("run", "a", SWAP);
  while ((await stage.starts()) === 0);
  await stage.call("refresh");
  await stage.call("release");
  await stage.until("a", { state: "succeeded", loading: false });
  assert.equal((await stage.call("end", "a")).state, "succeeded");
  assert.equal(await stage.starts(), 1);
});

test("without a client nothing starts, and the error is shown", async () => {
  stage = await open("nobody");
  await stage.show({ ...HOOK, client: "none" });
  await stage.call("runAndForget", "a", SWAP);
  await stage.call("run", "a", SWAP);
  const end = await stage.call("end", "a");
  assert.deepEqual(end, { ours: true, name: "TypeError", kind: "config", taskId: undefined });
  const seen = (await stage.call("seen", "a")).map(({ kind, loading }) => [kind, loading]);
  assert.deepEqual(seen, [[undefined, false], ["config", false]]);
  assert.equal(await stage.starts(), 0);

  await stage.show(HOOK);
  await stage.account.script(DONE);
  await stage.call("run", "a", SWAP);
  await stage.until("a", { state: "succeeded", kind: undefined });
});

test("a run after the unmount is refused before it is charged", async () => {
  stage = await open("afterunmount");
  await stage.show(HOOK);
  await stage.show();
  await stage.call("runAndForget", "a", SWAP);
  await stage.call("run", "a", SWAP);
  assert.deepEqual(await stage.call("end", "a"), {
    ours: true,
    name: "AbortError",
    kind: "aborted",
    taskId: undefined,
    why: "the component is not mounted any more, so nothing was started",
  });
  assert.equal(await stage.starts(), 0);

  await stage.show(HOOK);
  await stage.account.script(DONE);
  await stage.call("run", "a", SWAP);
  await stage.until("a", { state: "succeeded", loading: false });
});

test("a run while the component is hidden is refused, and works when it is back", { skip: !HAS_ACTIVITY && "React 18 has no Activity" }, async () => {
  stage = await open("hiddenrun");
  await stage.show(HOOK);
  await stage.show({ ...HOOK, hidden: true });
  await stage.call("run", "a", SWAP);
  assert.equal((await stage.call("end", "a")).kind, "aborted");
  assert.equal(await stage.starts(), 0);
  await stage.show(HOOK);
  await running();
});

test("a child of the component that comes back may run at once", async () => {
  stage = await open("child");
  await stage.account.script(DONE);
  await stage.show({ ...HOOK, atOnce: { params: SWAP, key: "mounted-1" } });
  await stage.until("a", { state: "succeeded", loading: false });
  assert.equal((await stage.call("end", "a")).state, "succeeded");
  assert.equal(await stage.starts(), 1);
});

test("a signal of the caller's ends the wait", async () => {
  stage = await open("signal");
  await stage.show(HOOK);
  await stage.account.script(RUNS);
  await stage.call("run", "a", SWAP, { signal: "mine" });
  const { id } = (await stage.until("a", { state: "running" })).at(-1);
  await stage.call("abort", "mine");
  const last = (await stage.until("a", { loading: false })).at(-1);
  assert.deepEqual([last.state, last.kind], ["running", undefined]);
  const end = { ours: true, name: "AbortError", kind: "aborted", taskId: id, why: "mine was aborted" };
  assert.deepEqual(await stage.call("end", "a"), end);
  assert.equal(await stage.looksStill(id), 0);
});

test("a signal of the caller's does not stop a start on its way", async () => {
  stage = await open("signalstart");
  await stage.show(HOOK);
  await stage.call("hold");
  await stage.call("run", "a", SWAP, { signal: "mine" });
  while ((await stage.starts()) === 0);
  await stage.call("abort", "mine");
  await stage.call("release");
  const { kind, taskId, why } = await stage.call("end", "a");
  assert.deepEqual([kind, why], ["aborted", "mine was aborted"]);
  assert.deepEqual(await stage.call("told", "a"), [taskId]);
  assert.equal(await stage.looks(taskId), 0);
});

test("with a signal that is aborted already nothing starts", async () => {
  stage = await open("signalbefore");
  await stage.show(HOOK);
  await stage.call("abort", "mine");
  await stage.call("run", "a", SWAP, { signal: "mine" });
  const end = { ours: true, name: "AbortError", kind: "aborted", taskId: undefined, why: "mine was aborted" };
  assert.deepEqual(await stage.call("end", "a"), end);
  assert.equal(await stage.starts(), 0);
});

test("a signal that is none is refused by its name, one that is like one is heard and left", async () => {
  stage = await open("signalkinds");
  await stage.show(HOOK);
  await stage.call("run", "a", SWAP, { signal: 5 });
  const { kind, why } = await stage.call("end", "a");
  assert.deepEqual([kind, why], ["config", "signal"]);
  assert.equal(await stage.starts(), 0);
  await stage.account.script(DONE);
  assert.deepEqual(await stage.call("runWithLikeness", "a", SWAP), [1, 0]);
});

test("a fault in the caller's onProgress changes nothing", async () => {
  stage = await open("fault");
  await stage.account.script(RUNS, DONE);
  await stage.show(HOOK);
  await stage.call("run", "a", SWAP, { throws: true });
  await stage.until("a", { state: "succeeded", loading: false });
  assert.equal((await stage.call("told", "a")).length, 3);
});
