// Whose the records of a proxy are: what a request may name, what an answer shows, and what it makes a user's own.

import assert from "node:assert/strict";
import { test } from "node:test";
import { id, scripted } from "./scripted.mjs";
import { Account, App, SWAP } from "./support.mjs";

const app = await App.install();
const entry = await app.import("a2e-wasm/server");
const { createProxy, kvOwners, memoryOwners } = entry;
const good = (data) => ({ code: 0, data });
const at = (answers) => ({ path }) => good(Object.entries(answers).find(([end]) => path.includes(end))?.[1] ?? {});
const [HERS, OPERATORS, NEW, OTHER] = [1, 2, 9, 10].map(id);
const ids = ({ body }) => body.data.map(({ _id }) => _id);
const NOT_YOURS = { code: 404, msg: "there is no such record of yours", sent: false };

/** With a record of alice's. */
async function place(answer, options) {
  const made = scripted(entry, answer, options);
  await made.owners.set(HERS, "alice");
  return made;
}

test("an added picture is the user's, and none of those that were there before", async () => {
  const all = [{ _id: OPERATORS, face_url: "https://a.example/o.jpg" }, { _id: HERS, face_url: "https://a.example/h.jpg" }];
  const answer = ({ path, body }) => {
    if (path.endsWith("/add")) all.unshift({ _id: NEW, face_url: body.face_url });
    return good([...all]);
  };
  const allow = ["faceSwap.images.add", "faceSwap.images.list", "faceSwap.images.delete"];
  const { ask, owners } = await place(answer, { allow });
  const added = await ask("bob", "POST", "userFaceSwapImage/add", { face_url: "https://a.example/o.jpg" });
  assert.deepEqual([added.status, ids(added)], [200, [NEW]]);
  assert.deepEqual(added.sent.map(({ method, path }) => `${method} ${path}`), ["GET /api/v1/userFaceSwapImage/records", "POST /api/v1/userFaceSwapImage/add"]);
  assert.deepEqual(await owners.get([OPERATORS, HERS, NEW]), [undefined, "alice", "bob"]);
  assert.equal((await ask("bob", "DELETE", `userFaceSwapImage/${OPERATORS}`)).status, 404);
  assert.deepEqual(ids(await ask("bob", "GET", "userFaceSwapImage/records")), [NEW]);
});

test("of two pictures that are new at the same time the sent address decides, or nobody gets one", async () => {
  for (const [other, claimed] of [["https://a.example/c.jpg", [NEW]], ["https://a.example/b.jpg", []]]) {
    const rows = [{ _id: NEW, face_url: "https://a.example/b.jpg" }, { _id: OTHER, face_url: other }];
    const answer = ({ path }) => good(path.endsWith("/add") ? rows : []);
    const { ask, owners } = await place(answer, { allow: ["faceSwap.images.add"] });
    const added = await ask("bob", "POST", "userFaceSwapImage/add", { face_url: "https://a.example/b.jpg" });
    assert.deepEqual([added.status, ids(added)], [200, claimed]);
    assert.deepEqual(await owners.get([NEW, OTHER]), [claimed.length ? "bob" : undefined, undefined]);
  }
});

test("a picture that is new alone is another's where it does not hold what was sent", async () => {
  const sent = { "another address": [{ face_url: "https://a.example/b.jpg" }, undefined], "no text": [{ size: 1 }, undefined], "its address": [{ face_url: " https://a.example/new.jpg" }, "bob"] };
  for (const [name, [body, owner]] of Object.entries(sent)) {
    const answer = ({ path }) => good(path.endsWith("/add") ? [{ _id: NEW, face_url: "https://a.example/new.jpg" }] : []);
    const { ask, owners } = await place(answer, { allow: ["faceSwap.images.add"] });
    const added = await ask("bob", "POST", "userFaceSwapImage/add", body);
    assert.deepEqual([added.status, ids(added), await owners.get([NEW])], [200, owner ? [NEW] : [], [owner]], name);
  }
});

test("a write whose records cannot be listed before is not sent", async () => {
  const { ask } = await place(() => ({ code: 500, msg: "no" }), { allow: ["faceSwap.images.add"] });
  const added = await ask("bob", "POST", "userFaceSwapImage/add", { face_url: "https://a.example/b.jpg" });
  assert.deepEqual([added.status, added.sent.map(({ method }) => method)], [502, ["GET"]]);
});

test("a start makes one record the user's own, several of the same name, and none of another user's", async () => {
  const cases = [
    [{ _id: NEW }, 200, ["bob", undefined, "alice"]],
    [[{ _id: NEW, name: SWAP.name }, { _id: OTHER, name: SWAP.name }], 200, ["bob", "bob", "alice"]],
    [[{ _id: NEW, name: SWAP.name }, { _id: OTHER, name: "another" }], 200, ["bob", undefined, "alice"]],
    [{ _id: HERS }, 502, [undefined, undefined, "alice"]],
    [[{ _id: NEW }, { _id: HERS }], 200, ["bob", undefined, "alice"]],
  ];
  for (const [data, status, users] of cases) {
    const { ask, owners } = await place(at({ "/add": data }));
    const started = await ask("bob", "POST", "userFaceSwapTask/add", SWAP);
    assert.deepEqual([started.status, started.text.includes(HERS)], [status, false], JSON.stringify(data));
    assert.deepEqual(await owners.get([NEW, OTHER, HERS]), users, JSON.stringify(data));
  }
});

test("a refusal that holds the record of a start makes it the user's own, who can then poll it", async () => {
  const answers = {
    "of a new task": [{ _id: NEW, current_status: "failed" }, "bob"],
    "of the task as it was sent": [{ _id: NEW, ...SWAP }, "bob"],
    "in a list": [[{ _id: NEW }], "bob"],
    // Such as the record that the start resembles.
    "of a task of another name": [{ _id: NEW, name: "of the operator" }, undefined],
    "of a task of another face": [{ _id: NEW, name: SWAP.name, face_url: "https://a.example/other.jpg" }, undefined],
    "without an id": [{ name: SWAP.name }, undefined],
  };
  for (const [name, [data, owner]] of Object.entries(answers)) {
    const answer = ({ path }) => (path.endsWith("/add") ? { code: 402, msg: "Insufficient coins", data } : good({ _id: NEW }));
    const { ask, owners } = await place(answer);
    const { body } = await ask("bob", "POST", "userFaceSwapTask/add", SWAP);
    assert.deepEqual([body.code, await owners.get([NEW])], [402, [owner]], name);
    assert.deepEqual([(await ask("bob", "GET", `userFaceSwapTask/${NEW}`)).status, (await ask("carl", "GET", `userFaceSwapTask/${NEW}`)).status], [owner ? 200 : 404, 404], name);
  }
});

test("a refusal makes nobody the owner of another user's record, nor of what a call that costs nothing names", async () => {
  const refusing = (_id) => () => ({ code: 400, msg: "exists", data: { _id } });
  const start = await place(refusing(HERS));
  await start.ask("bob", "POST", "userFaceSwapTask/add", SWAP);
  assert.deepEqual(await start.owners.get([HERS]), ["alice"]);
  const add = await place(({ path }) => (path.endsWith("/add") ? refusing(NEW)() : good([])), { allow: ["faceSwap.images.add"] });
  await add.ask("bob", "POST", "userFaceSwapImage/add", { face_url: "https://a.example/b.jpg" });
  assert.deepEqual(await add.owners.get([NEW]), [undefined]);
});

test("a rename, and whatever makes nothing, claims nothing", async () => {
  const { ask, owners } = await place(at({ klingVideo: { _id: OPERATORS }, extension: { _id: NEW } }), { allow: ["klingVideos", "imageToVideo.extendPrompt"] });
  await owners.set(OTHER, "bob");
  await ask("bob", "PUT", `klingVideo/${OTHER}`, { name: "mine" });
  await ask("bob", "POST", "userImage2Video/prompt_extension", { prompt: "a cat" });
  assert.deepEqual(await owners.get([OPERATORS, NEW]), [undefined, undefined]);
});

const AVATARS = [
  { _id: id(20), type: "default", name: "Public" },
  { _id: id(21), type: "custom", user_video_twin_id: HERS, name: "Alice's" },
  { _id: id(22), type: "custom", user_video_twin_id: OPERATORS, name: "Nobody's" },
  { _id: id(23), type: "custom", name: "Nobody knows" },
  { _id: id(24), user_video_twin_id: NEW, name: "Bob's" },
];

test("a list of avatars shows the public ones and those of the user's own trainings", async () => {
  for (const [method, path] of [["GET", "anchor/character_list"], ["POST", "anchor/list"]]) {
    for (const wrap of [good, (rows) => rows, (rows) => ({ data: rows }), (rows) => ({ data: { rows } }), (rows) => good({ data: { rows } }), (rows) => good([{ label: "all", children: rows }])]) {
      const { ask, owners } = await place(() => wrap(structuredClone(AVATARS)));
      await owners.set(NEW, "bob");
      const listed = await ask("bob", method, path, method === "POST" ? {} : undefined);
      const seen = AVATARS.filter(({ name }) => listed.text.includes(`"${name}"`)).map(({ name }) => name);
      assert.deepEqual([listed.status, seen], [200, ["Public", "Bob's"]], listed.text);
      assert.deepEqual(await owners.get([id(20), id(21), id(22)]), [undefined, undefined, undefined]);
    }
  }
});

test("an avatar belongs to the owner of the training that made it, also if nobody has listed it", async () => {
  let made = 100;
  const { ask, owners } = await place(({ path }) => good(path.includes("character_list") ? AVATARS : { _id: id(++made) }));
  await owners.set(NEW, "bob");
  const start = (user, avatar, more) => ask(user, "POST", "video/generate", { title: "A video", anchor_id: avatar, ...more });
  const refused = await start("bob", id(21));
  assert.deepEqual([refused.status, refused.body, refused.sent.map(({ method }) => method)], [404, NOT_YOURS, ["GET"]]);
  assert.equal((await start("bob", id(21).toUpperCase())).status, 404);
  assert.equal((await start("alice", id(21))).status, 200);
  assert.equal((await start("bob", id(24))).status, 200);
  // A custom avatar that is in no list cannot be told to be the user's.
  for (const kind of [1, "1", true, [1]]) assert.equal((await start("bob", id(30), { anchor_type: kind })).status, 404, String(kind));
  // That an avatar is public is asked once.
  assert.deepEqual((await start("bob", id(20))).sent.map(({ method }) => method), ["GET", "POST"]);
  assert.deepEqual((await start("carol", id(20))).sent.map(({ method }) => method), ["POST"]);
});

test("a room takes no avatar that was made of another user's training", async () => {
  let rooms = 0;
  const answer = ({ path }) => good(path.includes("character_list") ? AVATARS : { channel: `room-${++rooms}` });
  const { ask } = await place(answer, { allow: ["streaming.join"] });
  const join = (user, avatar) => ask(user, "POST", "streaming-avatar/agora-token", { avatar_id: avatar });
  const refused = await join("bob", id(21));
  assert.deepEqual([refused.body, refused.sent.map(({ method }) => method)], [NOT_YOURS, ["GET"]]);
  assert.deepEqual([(await join("alice", id(21))).status, (await join("bob", id(20))).status], [200, 200]);
});

test("a training or a voice cannot be started with what the service is to make of it", async () => {
  const { ask, owners } = await place(({ body }) => good({ _id: NEW, ...body }), { allow: ["avatars", "voices"] });
  for (const [path, name, value] of [["userVideoTwin/startTraining", "anchor_id", id(20)], ["userVoice/training", "speaker_id", "maker-1"]]) {
    const { status, sent } = await ask("bob", "POST", path, { name: "A name", [name]: value });
    assert.deepEqual([status, sent], [400, []], name);
  }
  assert.deepEqual(await owners.get([id(20), "voice:maker-1"]), [undefined, undefined]);
});

test("a parameter of the body does not stand in the query", async () => {
  const { ask } = await place(at({ character_list: AVATARS }));
  for (const body of [{ title: "A video", anchor_id: id(20) }, { title: "A video", anchor_id: "" }]) {
    const { status, sent } = await ask("bob", "POST", `video/generate?anchor_id=${id(21)}`, body);
    assert.deepEqual([status, sent], [400, []]);
  }
});

test("backgrounds of the account's own are not among the public ones", async () => {
  const rows = [{ _id: id(30), img_url: "https://a.example/public.jpg" }, { _id: OPERATORS }, { _id: HERS }, { _id: NEW }];
  const { ask, owners } = await place(({ path }) => good(structuredClone(path.endsWith("/list") ? rows.slice(1) : rows)));
  await owners.set(NEW, "bob");
  const listed = await ask("bob", "POST", "custom_back/allBackground", {});
  assert.deepEqual(ids(listed), [id(30), NEW]);
  assert.deepEqual(listed.sent.map(({ path }) => path), ["/api/v1/custom_back/list", "/api/v1/custom_back/allBackground"]);
});

test("what a training has made is noted for its owner as soon as the record shows it", async () => {
  const { ask, owners } = await place(at({ userVideoTwin: { _id: HERS, current_status: "completed", anchor_id: id(21) } }));
  assert.equal((await ask("alice", "GET", `userVideoTwin/${HERS}`)).status, 200);
  assert.deepEqual(await owners.get([id(21)]), ["alice"]);
  assert.equal((await ask("bob", "POST", "video/generate", { title: "A video", anchor_id: id(21) })).status, 404);
});

test("a voice is the user's by the id that it has at its maker as well", async () => {
  const voices = [{ _id: HERS, speaker_id: "maker-1" }, { _id: OPERATORS, speaker_id: "maker-2" }];
  const { ask, owners } = await place(({ path }) => good(path.includes("trainingRecord") ? voices : "https://a.example/a.mp3"), { allow: ["reads", "speech.generate"] });
  assert.deepEqual(ids(await ask("alice", "GET", "userVoice/trainingRecord")), [HERS]);
  assert.deepEqual(await owners.get(["voice:maker-1", "voice:maker-2"]), ["alice", undefined]);
  const speak = (user, voice) => ask(user, "POST", "video/send_tts", { msg: "Hello", user_voice_id: voice });
  assert.deepEqual([(await speak("bob", "maker-1")).body, (await speak("alice", "maker-1")).status], [NOT_YOURS, 200]);
});

test("lists of the account show a user's own rows alone", async () => {
  const rows = [{ _id: HERS }, { _id: OPERATORS }, { text: "spoken by anybody" }, { _id: NEW }];
  const lists = { "speech.previews.list": "tts/preview/list", "avatars.listTwins": "userVideoTwin/userRecords", "voices.listCompleted": "userVoice/completedRecord" };
  const { ask, owners } = await place(() => good({ rows: structuredClone(rows), count: 4 }), { allow: Object.keys(lists) });
  await owners.set(NEW, "bob");
  for (const path of Object.values(lists)) assert.deepEqual((await ask("bob", "GET", path)).body, good({ rows: [{ _id: NEW }] }), path);
});

test("no answer names another user's record, whatever its shape", async () => {
  const shapes = [
    good({ _id: NEW, task: { _id: HERS } }), { code: 0, data: { _id: NEW }, other: HERS }, { code: 500, msg: `no ${HERS}` },
    good({ _id: NEW, [HERS]: 1 }), good({ _id: NEW, note: `see ${HERS.toUpperCase()}.` }),
  ];
  for (const shape of shapes) {
    const { ask, owners } = await place(() => shape);
    await owners.set(NEW, "bob");
    const got = await ask("bob", "GET", `userFaceSwapTask/${NEW}`);
    assert.deepEqual([got.status, got.body.msg], [502, "the service's answer names a record that is not yours"], JSON.stringify(shape));
  }
  const { ask, owners } = await place(() => good({ _id: NEW, user_id: HERS, result_url: `https://a.example/${HERS}.mp4`, parts: [{ _id: HERS }, { x: 1 }] }));
  await owners.set(NEW, "bob");
  const got = await ask("bob", "GET", `userFaceSwapTask/${NEW}`);
  assert.deepEqual(got.body.data, { _id: NEW, user_id: HERS, result_url: `https://a.example/${HERS}.mp4`, parts: [{ x: 1 }] });
});

test("a row of a list names no record of another user", async () => {
  const mine = { _id: NEW, name: "mine" };
  const lists = [
    [{ rows: [{ ...mine, parts: [{ _id: HERS }, { x: 1 }] }], count: 1 }, { rows: [{ ...mine, parts: [{ x: 1 }] }] }],
    [{ rows: [{ ...mine, task_id: HERS }, mine], count: 2 }, { rows: [mine] }],
    [{ rows: [mine], count: 1 }, { rows: [mine], count: 1 }],
  ];
  for (const [data, left] of lists) {
    const { ask, owners } = await place(() => good(structuredClone(data)));
    await owners.set(NEW, "bob");
    assert.deepEqual((await ask("bob", "GET", "userFaceSwapTask/records?pageNum=1&pageSize=10")).body, good(left));
  }
  const { ask } = await place(() => ({ ...good({ rows: [] }), msg: `see ${HERS}` }));
  assert.equal((await ask("bob", "GET", "userFaceSwapTask/records?pageNum=1&pageSize=10")).status, 502);
});

test("a list of the user's own rows may be an object or a record alone, and tells no numbers of others", async () => {
  const shapes = [
    [{ rows: { a: { _id: OPERATORS }, b: { _id: NEW } } }, { rows: { b: { _id: NEW } } }],
    [{ _id: OPERATORS, secret: 1 }, undefined],
    [{ list: [{ _id: NEW, count: 7 }, { _id: HERS }], paging: { total: 57, page: 1 }, total_pages: 6 }, { list: [{ _id: NEW, count: 7 }], paging: { page: 1 } }],
  ];
  for (const [data, left] of shapes) {
    const { ask, owners } = await place(() => ({ ...good(structuredClone(data)), count: 57 }), { allow: ["faceSwap.status"] });
    await owners.set(NEW, "bob");
    const { status, body } = await ask("bob", "GET", "userFaceSwapTask/status");
    assert.deepEqual([status, body], [200, left === undefined ? { code: 0 } : good(left)]);
  }
});

test("an answer with half a character in a name is not relayed", async () => {
  const answer = `{"code":0,"data":{"_id":"${NEW}","\\ud800parts":[{"_id":"${HERS}"}]}}`;
  const fetch = async () => new Response(answer, { headers: { "content-type": "application/json" } });
  const { ask, owners } = await place(() => {}, { fetch });
  await owners.set(NEW, "bob");
  const { status, text } = await ask("bob", "GET", `userFaceSwapTask/${NEW}`);
  assert.deepEqual([status, text.includes(HERS)], [502, false]);
});

test("a start is the user's also where its answer is not relayed", async () => {
  const { ask, owners } = await place(() => good({ _id: NEW, parent: HERS }));
  const { status, body } = await ask("bob", "POST", "userFaceSwapTask/add", SWAP);
  const msg = `this was done, but the service's answer names a record that is not yours; ask for it by its id: ${NEW}`;
  assert.deepEqual([status, body, await owners.get([NEW])], [502, { code: 502, msg }, ["bob"]]);
});

test("an answer that cannot be read is not relayed", async () => {
  const deep = `{"code":0,"data":${"[".repeat(5000)}"${HERS}"${"]".repeat(5000)}}`;
  for (const [text, type] of [["<html>", "application/json"], [deep, "application/json"], [`{"_id":"${HERS}"}`, "text/event-stream"]]) {
    const { ask, owners } = await place(() => {}, { fetch: async () => new Response(text, { headers: { "content-type": type } }) });
    await owners.set(NEW, "bob");
    const got = await ask("bob", "GET", `userFaceSwapTask/${NEW}`);
    assert.deepEqual(got.body, { code: 502, msg: "the service's answer cannot be read" });
  }
});

test("a start in an envelope without a code is the user's", async () => {
  const { ask, owners } = await place(() => ({ data: { _id: NEW } }));
  assert.equal((await ask("bob", "POST", "userFaceSwapTask/add", SWAP)).status, 200);
  assert.deepEqual(await owners.get([NEW]), ["bob"]);
});

const ROOMS = ["join", "speak", "ask", "leave", "setContext", "getContext"].map((name) => `streaming.${name}`);

test("a room is its opener's, and nobody else speaks in it, reads it or ends it", async () => {
  const account = await Account.open("ownership_rooms");
  const proxy = createProxy({
    token: account.token, baseUrl: account.baseUrl, authorize: (request) => request.headers.get("x-user"), owners: memoryOwners(), allow: ["reads", ...ROOMS],
  });
  const ask = async (user, method, path, body) => {
    const init = { method, headers: { "x-user": user, ...(body && { "content-type": "application/json" }) }, body: body && JSON.stringify(body) };
    const response = await proxy(new Request(`https://app.example/api/a2e/api/v1/streaming-avatar/${path}`, init));
    return [response.status, await response.json()];
  };
  const [, { data: [avatar] }] = await ask("alice", "GET", "all_avatars");
  const [status, { data: { channel } }] = await ask("alice", "POST", "agora-token", { avatar_id: avatar._id, expire_seconds: 3600 });
  assert.equal(status, 200);
  const does = (user) => [
    ["POST", "set-qa-context", { channel, text: "a" }], ["GET", `get-qa-context?channel=${channel}`],
    ["POST", "ask", { channel, text: "a" }], ["POST", "speak", { channel, text: "a" }], ["POST", "leave", { channel }],
  ].map(([method, path, body]) => () => ask(user, method, path, body));
  for (const attempt of does("bob")) assert.deepEqual(await attempt(), [404, NOT_YOURS]);
  for (const channelless of [{}, { channel: null }, { channel: ["a"] }, { channel: "" }]) {
    assert.equal((await ask("alice", "POST", "leave", channelless))[0], 400);
  }
  for (const attempt of does("alice")) assert.equal((await attempt())[0], 200);
});

test("a name of a room that is given out again is its new opener's after a day", async ({ mock }) => {
  mock.timers.enable({ apis: ["Date"], now: 1_800_000_000_000 });
  const { ask } = await place(at({ "agora-token": { channel: "f84fd" }, character_list: [] }), { allow: ROOMS });
  const join = (user) => ask(user, "POST", "streaming-avatar/agora-token", { avatar_id: id(20), expire_seconds: 600 });
  const leave = (user) => ask(user, "POST", "streaming-avatar/leave", { channel: "f84fd" });
  assert.deepEqual([(await join("alice")).status, (await leave("bob")).status], [200, 404]);
  mock.timers.setTime(1_800_000_000_000 + 86_400_000);
  assert.deepEqual([(await leave("alice")).status, (await join("bob")).status, (await leave("bob")).status], [404, 200, 200]);
});

test("a room that could not be noted is told by its name, because it was paid for", async () => {
  const owners = { get: async (keys) => keys.map(() => undefined), set: async () => Promise.reject(new Error("no")) };
  const { ask } = scripted(entry, at({ "agora-token": { channel: "f84fd" }, character_list: [] }), { allow: ROOMS, owners });
  const { status, body } = await ask("bob", "POST", "streaming-avatar/agora-token", { avatar_id: id(20) });
  assert.deepEqual([status, body.msg], [500, "this was done, but it could not be remembered whose it is; ask for it by its id: f84fd"]);
});

test("a write whose record cannot be noted tells the ids of what is new alone", async () => {
  const rows = [{ _id: NEW, face_url: "https://a.example/b.jpg" }, { _id: HERS }, { _id: OPERATORS }];
  const said = `this was done, but it could not be remembered whose it is; ask for it by its id: ${NEW}`;
  const fails = async () => Promise.reject(new Error("no"));
  for (const owners of [{ get: fails, set: async () => {} }, { get: async (keys) => keys.map((key) => (key === HERS ? "alice" : undefined)), set: fails }]) {
    const { ask } = scripted(entry, ({ path }) => good(path.endsWith("/add") ? rows : rows.slice(1)), { allow: ["faceSwap.images.add"], owners });
    const { status, body } = await ask("bob", "POST", "userFaceSwapImage/add", { face_url: "https://a.example/b.jpg" });
    assert.deepEqual([status, body], [500, { code: 500, msg: said }]);
  }
});

test("owners that give something else than a list of users are a failure, and nothing is sent", async () => {
  const wrong = [
    undefined, null, [], ["bob"], "bob", new Map([[HERS, "alice"]]), { [HERS]: "alice", length: 2 }, [{ user: "alice" }, "bob"], [1, 2], ["bob", "bob", "bob"],
  ];
  for (const users of wrong) {
    const told = [];
    const owners = { get: async () => users, set: async () => {} };
    const { ask } = scripted(entry, () => good({ _id: NEW }), { owners, onError: (error) => told.push(error.message) });
    const got = await ask("bob", "POST", "userFaceSwapTask/add", { ...SWAP, one: HERS, two: OPERATORS });
    assert.deepEqual([got.status, got.sent], [500, []], String(users));
    assert.deepEqual(told, ["`owners.get` must give an array with a text or `undefined` for each id"]);
  }
});

test("the first owner of a record stays its owner", async () => {
  const entries = new Map();
  const namespace = { get: async (key) => entries.get(key) ?? null, put: async (key, value) => void entries.set(key, value) };
  for (const owners of [memoryOwners(), kvOwners(namespace)]) {
    await owners.set(HERS, "alice");
    await owners.set(HERS, "alice");
    await assert.rejects(owners.set(HERS, "bob"), new Error(`${HERS} belongs to another user already`));
    assert.deepEqual(await owners.get([HERS, NEW]), ["alice", undefined]);
  }
});

test("a start whose record another user got in between is not relayed", async () => {
  const owners = memoryOwners();
  const { ask } = scripted(entry, async () => {
    await owners.set(NEW, "alice");
    return good({ _id: NEW });
  }, { owners: { get: async (keys) => keys.map(() => undefined), set: owners.set } });
  const got = await ask("bob", "POST", "userFaceSwapTask/add", SWAP);
  const msg = `this was done, but it could not be remembered whose it is; ask for it by its id: ${NEW}`;
  assert.deepEqual([got.status, got.body], [500, { code: 500, msg }]);
  assert.deepEqual(await owners.get([NEW]), ["alice"]);
});

test("a key is noted after the limits, and as a client reads it", async () => {
  const noted = [];
  const owners = { get: async (keys) => keys.map(() => undefined), set: async (key) => void noted.push(key) };
  const limits = { startsPerMinute: 1, counters: { add: async (_, amount) => noted.length === 0 ? amount : 2 } };
  const { ask } = scripted(entry, () => good({ _id: NEW }), { owners, limits });
  const name = "[a2e:of-another-user] A face [a2e:my-own-key]";
  assert.equal((await ask("bob", "POST", "userFaceSwapTask/add", { ...SWAP, name, title: "[a2e:in-a-title]" })).status, 200);
  assert.deepEqual(noted, ["key:bob:my-own-key", NEW]);
  assert.equal((await ask("bob", "POST", "userFaceSwapTask/add", { ...SWAP, name })).status, 429);
  assert.deepEqual(noted.length, 2);
});

test("rows in an object with their places as keys, with empty places and ids in capital letters, belong to their users", async () => {
  const loud = "abcdef0123456789abcdef01";
  const rows = { 0: { _id: HERS }, 3: { _id: loud.toUpperCase() }, 4: null };
  for (const data of [rows, { rows, count: 3 }, { list: rows }, Object.values(rows)]) {
    const { ask, owners } = await place(at({ records: data }), { allow: ["faceSwap"] });
    await owners.set(loud, "bob");
    const shown = async (user) => ids(await ask(user, "GET", "userFaceSwapTask/records?pageNum=1&pageSize=10"));
    const all = [await shown("alice"), await shown("bob"), await shown("eve")];
    assert.deepEqual(all, [[HERS], [loud.toUpperCase()], []], JSON.stringify(data));
  }
  const { ask, owners } = await place(at({ add: { 0: { _id: loud.toUpperCase(), name: SWAP.name } } }), { allow: ["faceSwap"] });
  assert.equal((await ask("bob", "POST", "userFaceSwapTask/add", SWAP)).status, 200);
  assert.deepEqual(await owners.get([loud]), ["bob"]);
  for (const id of [loud, loud.toUpperCase()]) assert.equal((await ask("eve", "GET", `userFaceSwapTask/${id}`)).status, 404);
});
