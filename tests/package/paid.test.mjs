// What is paid for is not lost: answers of starts and other charged calls that are neither a plain success nor a plain refusal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();

const ID = "0123456789abcdef01234567";
const OTHER = "0123456789abcdef01234568";

const SENT = "The request was sent, so it may have been accepted and charged: look at the list or the coins before you send it again";

/** A client whose service answers each request with this. */
const answering = (body, status = 200) =>
  createClient({ token: "sk_emulator_package_paid", maxRetries: 0, fetch: async () => body && Response.json(body, { status }) });

/** The calls that pay for what the answer holds, with an answer that holds it. */
const PAID = [
  ["POST /api/v1/streaming-avatar/agora-token", (a2e) => a2e.streaming.join({ avatar_id: ID }), { channel: "c" }],
  ["POST /api/v1/video/send_tts", (a2e) => a2e.speech.generate({ msg: "Hello", tts_id: ID }), "https://a.example/1.mp3"],
  ["POST /api/v1/watermark/start", (a2e) => a2e.watermarks.add({ media_url: "https://a.example/1.png", watermark_type: "text" }), { result_url: "https://a.example/2.png" }],
  ["POST /api/v1/r2/upload-presigned-url", (a2e) => a2e.storage.presign({ key: "k" }), { uploadUrl: "https://a.example/put" }],
  ["POST /api/v1/r2/get_upload_presigned_url", (a2e) => a2e.legacy.presignUpload({ key: "k" }), { uploadUrl: "https://a.example/put" }],
  // All coins may be gone.
  ["POST /api/v1/user/exchangeDiamonds", (a2e) => a2e.account.exchangeDiamonds({ diamonds: 1 }), { coins: 0, diamonds: 1 }],
];

for (const [place, call, good] of PAID) {
  test(`${place} gives what was paid for, and rejects where the answer does not hold it`, async () => {
    assert.deepEqual(await call(await answering({ code: 0, data: good })), good);
    const other = typeof good === "string" ? { url: good } : "https://a.example/1.mp3";
    for (const data of [null, undefined, "", {}, [], [good], 5, true, false, other]) {
      const { kind, outcomeUnknown, retryable, status, traceId, message } = await failure(call(await answering({ code: 0, data, trace_id: "t" })));
      assert.deepEqual(
        { kind, outcomeUnknown, retryable, status, traceId, message },
        {
          kind: "unknown_outcome", outcomeUnknown: true, retryable: false, status: 200, traceId: "t",
          message: `${place}: accepted, but the answer does not hold what was asked for. ${SENT}`,
        },
        JSON.stringify(data),
      );
    }
  });
}

for (const data of [null, undefined, "", {}]) {
  test(`a charged call whose answer may be empty succeeds at ${JSON.stringify(data)}`, async () => {
    const a2e = await answering({ code: 0, data });
    assert.deepEqual(await a2e.avatars.continueTraining(ID), data);
    assert.deepEqual(await a2e.textToImage.quickAddAvatar({ _id: ID }), data);
    assert.deepEqual(await a2e.streaming.speak({ channel: "c", text: "t" }), data);
  });
}

for (const status of [202, 204, 205]) {
  test(`an answer of ${status} without a body holds nothing that was paid for, and its status is in the error`, async () => {
    const fetch = async () => new Response(null, { status });
    const a2e = await createClient({ token: "sk_emulator_package_paid", maxRetries: 0, fetch });
    for (const call of [...PAID.map(([, call]) => call), (a2e) => a2e.faceSwap.start(SWAP)]) {
      const error = await failure(call(a2e));
      assert.deepEqual([error.kind, error.outcomeUnknown, error.status], ["unknown_outcome", true, status], error.message);
    }
    const error = await failure(a2e.faceSwap.list());
    assert.deepEqual([error.kind, error.status], ["decode", status], error.message);
  });
}

test("a redirect of a start that says that it was done leaves the outcome open", async () => {
  const fetch = async () => new Response(null, { status: 303, headers: { location: "https://a.example/done" } });
  const a2e = await createClient({ token: "sk_emulator_package_paid", maxRetries: 0, fetch });
  const { kind, outcomeUnknown, status, message } = await failure(a2e.faceSwap.start(SWAP));
  assert.deepEqual(
    { kind, outcomeUnknown, status, message },
    {
      kind: "unknown_outcome", outcomeUnknown: true, status: 303,
      message:
        "POST /api/v1/userFaceSwapTask/add: the server answered with a redirect (to https://a.example/done), which is never followed. " +
        `Set \`baseUrl\` to the final address. ${SENT}`,
    },
  );
});

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

test("a refusal with a record says of which task it may have been charged, and gives no advice against its words", async () => {
  const a2e = await answering({ code: 402, msg: "Insufficient coins", data: { _id: ID } });
  const error = await failure(a2e.faceSwap.start(SWAP));
  assert.deepEqual(
    [error.kind, error.taskId, error.message],
    [
      "unknown_outcome", ID,
      `POST /api/v1/userFaceSwapTask/add: the service refused, but gave the record ${ID}: Insufficient coins. ${SENT}`,
    ],
  );
});

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
  const message = `textToImage.get: the service gave the record of ${OTHER}, which was not asked for`;
  assert.deepEqual([wrong.kind, wrong.message], ["decode", message]);
  const empty = await failure((await answering({ code: 0, data: {} })).textToImage.get(ID));
  assert.equal(empty.kind, "not_found");
});

test("batch gives the records that were asked for", async () => {
  const third = "0123456789abcdef01234569";
  for (const records of [[], [{ _id: OTHER }], [{ _id: OTHER.toUpperCase() }, { _id: third, video_task_id: ID }], [{ status: "completed" }]]) {
    const a2e = await answering({ code: 0, data: records });
    assert.deepEqual(await a2e.textToImage.batch([ID.toUpperCase(), OTHER]), records);
  }
  for (const other of [{ _id: third }, { _id: third, parent_id: "0" }, { _id: third, parent_id: "" }]) {
    const wrong = await failure((await answering({ code: 0, data: [{ _id: ID }, other] })).textToImage.batch([ID, OTHER]));
    const message = `textToImage.batch: the service gave the record of ${third}, which was not asked for`;
    assert.deepEqual([wrong.kind, wrong.message], ["decode", message]);
  }
});

test("a record that was not asked for is no trouble in a poll", async () => {
  const data = [{ _id: OTHER }, { _id: ID, current_status: "completed", result_url: "https://a.example/1.mp4" }];
  const paths = [];
  const fetch = async (url) => (paths.push(new URL(url).pathname), Response.json({ code: 0, data }));
  const a2e = await createClient({ token: "sk_emulator_package_paid", maxRetries: 0, fetch });
  const [{ value }] = await a2e.check([{ family: "faceSwap", id: ID }, { family: "faceSwap", id: "0123456789abcdef01234569" }]);
  assert.deepEqual([value.state, paths[0]], ["succeeded", "/api/v1/userFaceSwapTask/batchDetail"]);
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
