// What is paid for is not lost: answers of starts and other charged calls that are neither a plain success nor a plain refusal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();

const ID = "0123456789abcdef01234567";
const OTHER = "0123456789abcdef01234568";

/** A client whose service answers each request with this. */
const answering = (body, status = 200) =>
  createClient({ token: "sk_emulator_package_paid", maxRetries: 0, fetch: async () => body && Response.json(body, { status }) });

for (const data of [null, undefined, {}, [], ""]) {
  test(`a charged call whose answer should hold something rejects at ${JSON.stringify(data)}`, async () => {
    const a2e = await answering({ code: 0, data, trace_id: "t" });
    const join = await failure(a2e.streaming.join({ avatar_id: ID }));
    assert.deepEqual(
      [join.kind, join.outcomeUnknown, join.retryable, join.traceId, join.message],
      [
        "unknown_outcome", true, false, "t",
        "POST /api/v1/streaming-avatar/agora-token: accepted, but the answer does not hold what was asked for. The request was " +
          "sent, so it may have been accepted and charged: look at the list or the coins before you send it again",
      ],
    );
    const presign = await failure(a2e.storage.presign({ key: "k", contentType: "image/png", fileSize: 1 }));
    assert.equal(presign.kind, "unknown_outcome", presign.message);
  });

  test(`a charged call that is documented to answer nothing succeeds at ${JSON.stringify(data)}`, async () => {
    const a2e = await answering({ code: 0, data });
    assert.deepEqual(await a2e.avatars.continueTraining(ID), data);
    assert.deepEqual(await a2e.streaming.speak({ channel: "c", text: "t" }), data);
  });
}

for (const data of [{ _id: ID, current_status: "failed" }, [{ _id: ID }], { data: { _id: ID } }]) {
  test(`a refusal with ${JSON.stringify(data)} names its task`, async () => {
    const a2e = await answering({ code: 400, msg: "no queue", data });
    const error = await failure(a2e.faceSwap.start(SWAP));
    assert.deepEqual(
      [error.kind, error.outcomeUnknown, error.taskId, error.task.id, error.task.family, error.code],
      ["unknown_outcome", true, ID, ID, "faceSwap", 400],
    );
  });

  test(`the id of a start is found in ${JSON.stringify(data)}`, async () => {
    const a2e = await answering({ code: 0, data });
    assert.equal((await a2e.faceSwap.start(SWAP)).id, ID);
  });
}

test("no id is taken out of words", async () => {
  const a2e = await answering({ code: 400, msg: `task ${ID} failed` });
  const error = await failure(a2e.faceSwap.start(SWAP));
  assert.deepEqual([error.kind, error.taskId, error.outcomeUnknown], ["validation", undefined, false]);
});

test("get gives the record that was asked for", async () => {
  for (const record of [{ _id: ID.toUpperCase() }, { _id: OTHER, video_task_id: ID }, { status: "completed" }]) {
    const a2e = await answering({ code: 0, data: record });
    assert.deepEqual(await a2e.textToImage.get(ID), record);
  }
  const wrong = await failure((await answering({ code: 0, data: { _id: OTHER } })).textToImage.get(ID));
  const message = `textToImage.get: asked for ${ID}, the service gave the record of ${OTHER}`;
  assert.deepEqual([wrong.kind, wrong.message], ["decode", message]);
  const empty = await failure((await answering({ code: 0, data: {} })).textToImage.get(ID));
  assert.equal(empty.kind, "not_found");
});

test("a 304 is no redirect", async () => {
  const fetch = async () => new Response(null, { status: 304 });
  const a2e = await createClient({ token: "sk_emulator_package_paid", maxRetries: 0, fetch });
  const error = await failure(a2e.account.coins());
  assert.deepEqual(
    [error.kind, error.status, error.message],
    ["decode", 304, "GET /api/v1/user/remainingCoins: a cache on the way answered 304 (not modified), which has no content"],
  );
});

test("a promise in the place of a value is named, and is handled", async () => {
  const a2e = await answering({ code: 0, data: null });
  const broken = () => Promise.reject(new Error("never seen"));
  const calls = {
    "faceSwap.wait": () => a2e.faceSwap.wait(broken()),
    "faceSwap.start": () => a2e.faceSwap.start(broken()),
    "faceSwap.batch": () => a2e.faceSwap.batch([broken(), ID]),
    "storage.upload": () => a2e.storage.upload(broken()),
    waitAll: () => a2e.waitAll([broken()]),
  };
  for (const [name, call] of Object.entries(calls)) {
    const { kind, field, message } = await failure(call);
    assert.deepEqual([kind, field, message], ["validation", "arguments", `${name}: an argument is a promise: await it first`]);
  }
});
