// What answers mean that are not as the documentation prints them: each form was met by a client, or is of its kind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App, SWAP, failure } from "./support.mjs";

const app = await App.install();
const { createClient } = await app.import();

const TOKEN = "sk_emulator_package_answers";
const ID = "0123456789abcdef01234567";
const OTHER = "0123456789abcdef01234568";
const DONE = { current_status: "completed", image_urls: ["https://a.example/1.png"] };
const QUICK = { poll: { minIntervalMs: 1, maxIntervalMs: 1 } };
const PICTURE = { name: "n", prompt: "p", width: 512, height: 512, max_images: 1, req_key: "high_aes_general_v21_L" };

/** A client whose service answers what this gives: a Response, or what JSON is made of. */
const answering = (answer, options) => {
  const fetch = async (url, init) => {
    const given = await (typeof answer === "function" ? answer(String(url), init) : answer);
    return given instanceof Response ? given : Response.json(given);
  };
  return createClient({ token: TOKEN, maxRetries: 0, fetch, ...options });
};

/** Some facts of an error. */
const facts = ({ kind, message, retryable, outcomeUnknown }) => ({ kind, message, retryable, outcomeUnknown });

const NO_RECORD = "the answer holds no record of it. A task that was just started may not be there yet";

for (const data of [null, [], [null], { rows: [null] }, [{ _id: OTHER }]]) {
  const written = JSON.stringify(data);

  test(`a detail of ${written} is no record yet`, async () => {
    const a2e = await answering({ code: 0, data });
    const wanted = { kind: "not_found", retryable: true, outcomeUnknown: false };
    for (const name of ["textToImage", "faceSwap.previews"]) {
      const get = name.split(".").reduce((owner, key) => owner[key], a2e).get;
      // A list that this route never answers with is a record like any other.
      if (!Array.isArray(data) && data) continue;
      assert.deepEqual(facts(await failure(get(ID))), { ...wanted, message: `${name}.get: ${NO_RECORD}` });
    }
    const [{ reason }] = await a2e.check([{ family: "textToImage", id: ID }]);
    if (Array.isArray(data) || !data) {
      assert.deepEqual(facts(reason), { ...wanted, message: `textToImage: ${NO_RECORD}` });
    }
    assert.equal(reason.taskId, ID);
  });

  test(`a wait goes on after a detail of ${written}`, async () => {
    let looks = 0;
    const a2e = await answering(() => ({ code: 0, data: ++looks < 6 ? data : { _id: ID, ...DONE } }));
    assert.equal((await a2e.textToImage.wait(ID, QUICK)).state, "succeeded");
    assert.equal(looks, 6);
  });
}

test("a wait whose details stay empty says so at its deadline", async () => {
  const a2e = await answering({ code: 0, data: null });
  const error = await failure(a2e.textToImage.wait(ID, { poll: { ...QUICK.poll, timeoutMs: 20 } }));
  assert.equal(error.kind, "task_timeout");
  assert.match(error.message, /: the answer holds no record of it/);
});

test("empty places of a list are no records", async () => {
  const a2e = await answering({ code: 0, data: [null, { _id: ID }, null] });
  assert.deepEqual((await a2e.textToImage.list()).items, [{ _id: ID }]);
  assert.deepEqual(await a2e.textToImage.batch([ID]), [{ _id: ID }]);
  const all = [];
  for await (const record of a2e.textToImage.listAll()) all.push(record);
  assert.deepEqual(all, [{ _id: ID }]);
  assert.equal((await a2e.textToImage.start(PICTURE)).id, ID);
});

test("a record with a list of its own is the record", async () => {
  const record = { _id: ID, ...DONE, data: [{ _id: OTHER }] };
  const a2e = await answering({ code: 0, data: record });
  assert.deepEqual(await a2e.textToImage.get(ID), record);
});

for (const status of [200, 201, 204]) {
  test(`an empty answer of ${status} is a success where nothing but the deed was asked for`, async () => {
    let sent = 0;
    const a2e = await answering(() => (sent++, new Response(status === 204 ? null : "", { status })));
    const deeds = [
      () => a2e.seedance2Videos.delete(ID),
      () => a2e.backgrounds.delete(ID),
      () => a2e.seedance2Videos.rename(ID, "Bob"),
      () => a2e.account.setAutoPublicPool({ isAutoToPublicPool: true }),
      () => a2e.imageToVideo.markShared(ID),
    ];
    for (const deed of deeds) assert.equal(await deed(), undefined);
    assert.equal(sent, deeds.length);
  });
}

test("an empty answer of 200 is none where one is needed", async () => {
  const a2e = await answering(() => new Response("", { status: 200 }));
  const needing = {
    decode: [() => a2e.textToImage.get(ID), () => a2e.textToImage.list(), () => a2e.textToImage.batch([ID]), () => a2e.account.coins()],
    unknown_outcome: [() => a2e.faceSwap.start(SWAP), () => a2e.streaming.join({ avatar_id: "a" }), () => a2e.call("POST", "/api/v1/x")],
  };
  for (const [kind, calls] of Object.entries(needing)) {
    for (const call of calls) {
      const error = await failure(call);
      assert.equal(error.kind, kind, error.message);
      assert.match(error.message, /the answer is empty/);
    }
  }
});

test("an array can arrive as an object with its places as keys", async () => {
  const rows = { 0: { _id: ID, ...DONE }, 7: { _id: OTHER } };
  for (const data of [rows, { list: rows }, { rows, count: 2 }, { data: rows }, { records: rows }, { data: { rows } }]) {
    const a2e = await answering({ code: 0, data });
    const written = JSON.stringify(data);
    const task = await a2e.textToImage.start(PICTURE);
    assert.deepEqual([task.id, task.siblings.map(({ id }) => id)], [ID, [OTHER]], written);
    assert.deepEqual((await a2e.textToImage.list()).items, Object.values(rows), written);
    assert.deepEqual(await a2e.textToImage.batch([ID, OTHER]), Object.values(rows), written);
    assert.equal((await a2e.textToImage.wait(ID, QUICK)).state, "succeeded", written);
  }
});

test("records by their ids, or none at all, are no array", async () => {
  for (const data of [{ [ID]: { _id: ID } }, { "000000000000000000000007": {} }, {}, { a: 1 }, "01", 5]) {
    const a2e = await answering({ code: 0, data });
    assert.equal((await failure(a2e.textToImage.list())).kind, "decode", JSON.stringify(data));
  }
});

for (const [body, words] of [
  [{ code: 1001, data: { failed_message: "no face" } }, "no face"],
  [{ code: 1001, msg: "", data: { faild_message: "no face" } }, "no face"],
  [{ code: 1001, msg: "failed", data: { failed_message: "no face" } }, "failed: no face"],
  [{ code: 1001, data: { msg: "no face" } }, "no face"],
  [{ code: 1001, data: { message: "no face" } }, "no face"],
  [{ code: 1001, data: { error: { message: "no face" } } }, "no face"],
  [{ code: 1001, data: "no face" }, "no face"],
  [{ code: -1, message: "Request failed" }, "Request failed"],
  [{ success: false, data: { error_message: "no face" } }, "no face"],
  [{ code: 1001, data: { name: "n" } }, "the service refused without a reason"],
]) {
  test(`the words of ${JSON.stringify(body)} are in the error`, async () => {
    const error = await failure((await answering(body)).faceSwap.start(SWAP));
    assert.deepEqual(facts(error), {
      kind: "server",
      message: `POST /api/v1/userFaceSwapTask/add: ${words}`,
      retryable: false,
      outcomeUnknown: false,
    });
  });
}

test("known words of a refusal win over a status of 500, wherever they stand in the envelope", async () => {
  for (const [data, kind] of [
    [{ msg: "Insufficient credits" }, "credits"],
    [{ failed_message: "You have no coins left" }, "credits"],
    [{ message: "out of credits" }, "credits"],
    [{ message: "Your balance is too low" }, "credits"],
    [{ failed_message: "NSFW content" }, "moderation"],
    [{ failed_message: "inappropriate content" }, "moderation"],
    [{ failed_message: "a worker fell over" }, "unknown_outcome"],
    [{ failed_message: "credit service: connection lost" }, "unknown_outcome"],
  ]) {
    const a2e = await answering(() => Response.json({ code: 500, data }, { status: 500 }));
    const error = await failure(a2e.faceSwap.start(SWAP));
    assert.deepEqual([error.kind, error.outcomeUnknown], [kind, kind === "unknown_outcome"], JSON.stringify(data));
  }
});

test("a failed record tells its reason under every name that was seen", async () => {
  const a2e = await answering({});
  for (const family of ["faceSwap", "talkingPhotos", "avatarVideos", "voices", "avatars", "veoVideos"]) {
    for (const name of ["failed_message", "faild_message", "error_message", "fail_reason", "msg", "message", "error"]) {
      const { failure } = a2e[family].task({ _id: ID, current_status: "failed", status: "failed", [name]: "no face" });
      assert.deepEqual(failure, { message: "no face" }, `${family} ${name}`);
    }
  }
  const { failure: nested } = a2e.faceSwap.task({ _id: ID, current_status: "failed", error: { message: "no face" } });
  assert.deepEqual(nested, { message: "no face" });
});

test("a failure counts without a status word, and a word that work goes on wins over it", async () => {
  const a2e = await answering({});
  const state = (record) => a2e.talkingPhotos.task({ _id: ID, ...record }).state;
  const failed = { failed_message: "no face", failed_code: "E1" };
  assert.deepEqual(a2e.talkingPhotos.task({ _id: ID, result_url: "", ...failed }).failure, { code: "E1", message: "no face" });
  assert.equal(state({ faild_message: "no face" }), "failed");
  assert.equal(state({ failed_code: 7 }), "failed");
  assert.equal(state({ current_status: "rejected", ...failed }), "failed");
  assert.equal(state({ failed_message: "", failed_code: "0" }), "running");
  assert.equal(state({ failed_message: null, failed_code: 0 }), "running");
  // A retry may leave the failure before it in the record.
  assert.equal(state({ current_status: "processing", ...failed }), "running");
  assert.equal(state({ current_status: "initialized", ...failed }), "queued");
  assert.equal(state({ result_url: "https://a.example/1.mp4", ...failed }), "succeeded");
});

test("the words of deployed clients end a task", async () => {
  const a2e = await answering({});
  for (const word of ["trained", "ready", "done", "finished", "complete", "Done"]) {
    assert.equal(a2e.faceSwap.task({ _id: ID, current_status: word }).state, "succeeded", word);
    const avatar = a2e.avatars.task({ _id: ID, current_status: word, anchor_id: OTHER });
    assert.deepEqual([avatar.state, avatar.resultId], ["succeeded", OTHER], word);
  }
  const shown = { _id: ID, current_status: "in_progress", result_url: "https://a.example/preview.mp4" };
  assert.equal(a2e.faceSwap.task(shown).state, "running");
});

test("a trained avatar whose id does not come ends its wait with the record", async () => {
  const record = { _id: ID, current_status: "trained" };
  const error = await failure((await answering({ code: 0, data: record })).avatars.wait(ID, QUICK));
  assert.deepEqual([error.kind, error.task.state, error.task.record], ["decode", "succeeded", record]);
  assert.equal(error.message, `avatars task ${ID} is finished, but its record holds no result`);
});

test("an id in capital letters is the same id", async () => {
  const loud = ID.toUpperCase();
  const rows = [{ _id: OTHER, ...DONE }, { _id: loud, ...DONE }];
  const asked = [];
  const a2e = await answering((url) => {
    asked.push(new URL(url).pathname.split("/").at(-1));
    return { code: 0, data: /batch|records/i.test(url) ? rows : rows[1] };
  });
  assert.equal(a2e.textToImage.task(rows[1]).id, ID);
  assert.equal((await a2e.textToImage.start(PICTURE)).id, ID);
  for (const id of [ID, loud]) {
    asked.length = 0;
    assert.equal((await a2e.textToImage.wait(id, QUICK)).id, ID);
    assert.deepEqual(asked, [ID]);
    assert.deepEqual(await a2e.textToImage.get(id), rows[1]);
    assert.deepEqual(await a2e.textToImage.get({ _id: id }), rows[1]);
  }
  // Two waits of one id in both forms are one.
  asked.length = 0;
  const both = await a2e.waitAll([ID, loud].map((id) => ({ family: "textToImage", id })), QUICK);
  assert.deepEqual(both.map(({ value }) => value.id), [ID, ID]);
  assert.deepEqual(asked, [ID]);
  const checked = await a2e.check([ID, OTHER].map((id) => ({ family: "textToImage", id })));
  assert.deepEqual(checked.map(({ value }) => value.id), [ID, OTHER]);
});

test("a start whose answer names its task in capital letters is found by its key", async () => {
  const loud = ID.toUpperCase();
  let name;
  const a2e = await answering((url, { method, body }) => {
    if (method === "GET") return { code: 0, data: { rows: name ? [{ _id: loud, name }] : [], count: name ? 1 : 0 } };
    name = JSON.parse(body).name;
    return { code: 0, data: { _id: loud } };
  });
  const key = { idempotencyKey: "order_2026_7" };
  assert.equal((await a2e.faceSwap.start(SWAP, key)).id, ID);
  assert.equal((await (await answering((url) => ({ code: 0, data: [{ _id: loud, name }] }))).faceSwap.start(SWAP, key)).id, ID);
});

test("an upload whose answer has no public address loses nothing that came", async () => {
  const presigned = { uploadUrl: "https://storage.example/x?sig=1", key: "a/x.png", bucket: "media" };
  let sent = 0;
  const a2e = await answering(() => (sent++, { code: 0, data: presigned }));
  const error = await failure(a2e.storage.upload(new Blob(["x"])));
  assert.deepEqual([error.kind, error.outcomeUnknown, error.retryable], ["unknown_outcome", true, false]);
  const rest = "so nothing was uploaded, but the call may have been charged. The key is `a/x.png`, the bucket `media`";
  assert.equal(error.message, `storage.upload: the service gave no public address (\`cdnUrl\`), ${rest}`);
  assert.equal(sent, 1);
  const open = await failure((await answering({ code: 0, data: { ...presigned, uploadUrl: "http://storage.example/x" } })).storage.upload(new Blob(["x"])));
  assert.deepEqual(
    [open.kind, open.outcomeUnknown, open.message],
    ["unknown_outcome", true, `storage.upload: the service gave no https address to upload to, ${rest}`],
  );
  const asked = await a2e.storage.presign({ key: "x.png", contentType: "image/png", fileSize: 1 });
  assert.deepEqual(asked, presigned);
});

/** All that a program would log of an error or a view. */
const logged = (value) => [JSON.stringify(value), value.message, value.stack, ...Object.values(value).map((one) => JSON.stringify(one))].join("\n");

test("a token that comes back in an answer is in no error and no view", async () => {
  const failed = { _id: ID, current_status: "failed", failed_message: `by ${TOKEN}`, failed_code: TOKEN, result_url: `https://a.example/${TOKEN}` };
  const refusals = [
    { code: 1001, msg: TOKEN },
    { code: 1001, msg: "no", trace_id: TOKEN },
    { code: TOKEN, msg: "no" },
    { code: { [TOKEN]: [TOKEN] }, msg: "no" },
    { code: 1001, data: { failed_message: TOKEN } },
  ];
  const answers = [
    { code: 0, data: { [TOKEN]: TOKEN }, trace_id: TOKEN },
    { code: 0, data: failed, trace_id: TOKEN },
    { code: 0, data: { ...failed, current_status: "completed", result_url: "" }, trace_id: TOKEN },
  ];
  const calls = [
    (a2e) => a2e.faceSwap.start(SWAP),
    (a2e) => a2e.faceSwap.list(),
    (a2e) => a2e.faceSwap.batch([ID]),
    (a2e) => a2e.storage.upload(new Blob(["x"])),
    async (a2e) => (await a2e.check([{ family: "faceSwap", id: ID }]))[0],
  ];
  // The last poll of a wait is tried again for seconds where it is refused.
  const waits = [
    (a2e) => a2e.faceSwap.wait(ID, { poll: { ...QUICK.poll, timeoutMs: 50 } }),
    (a2e) => a2e.faceSwap.run(SWAP, { poll: { ...QUICK.poll, timeoutMs: 50 } }),
  ];
  const both = [...refusals.map((body) => [body, calls]), ...answers.map((body) => [body, [...calls, ...waits]])];
  for (const [body, calls] of both) {
    for (const call of calls) {
      const outcome = await call(await answering(body)).catch((error) => error);
      assert.doesNotMatch(logged(outcome.reason ?? outcome.value ?? outcome), new RegExp(TOKEN), JSON.stringify(body));
    }
  }
  for (const response of [
    () => new Response(`<p>${"x".repeat(110)}${TOKEN}`),
    () => new Response("", { status: 302, headers: { location: `https://a.example/${TOKEN}?${TOKEN}` } }),
    () => Promise.reject(Object.assign(new Error(`bad ${TOKEN}`), { code: TOKEN })),
  ]) {
    assert.doesNotMatch(logged(await failure((await answering(response)).faceSwap.list())).replaceAll(/"cause":.*/g, ""), new RegExp(TOKEN));
  }
});

test("a text that is shorter than any token stays as it is", async () => {
  const data = { coins: 1, note: "a dummy" };
  assert.deepEqual(await (await answering({ code: 0, data }, { token: "dummy" })).account.coins(), data);
});

test("a task that is nowhere is told as that, with what its own route said", async () => {
  const gone = `faceSwap task ${ID} does not exist, or not for this account: it was deleted, has expired or is somebody else's. `;
  const empty = { code: 0, data: { rows: [], count: 0 } };
  const refusal = { code: 404, msg: "there is no such record of yours", trace_id: "t1" };
  const a2e = await answering((url) => (/\/records/.test(url) ? empty : Response.json(refusal, { status: 404 })));
  const message = `${gone}GET /api/v1/userFaceSwapTask/${ID}: there is no such record of yours`;
  const wanted = { kind: "not_found", message, retryable: false, outcomeUnknown: false };
  const [{ reason }] = await a2e.check([{ family: "faceSwap", id: ID }]);
  for (const error of [await failure(a2e.faceSwap.wait(ID, QUICK)), reason]) {
    assert.deepEqual(facts(error), wanted);
    assert.deepEqual([error.taskId, error.status, error.code, error.traceId], [ID, 404, 404, "t1"]);
  }
  // Tasks of this family are only in its list.
  const listed = await answering({ code: 0, data: [] });
  const words = await failure(listed.seedanceVideos.wait(ID, QUICK));
  assert.equal(words.message, `${gone.replace("faceSwap", "seedanceVideos")}no list shows it`);
});
