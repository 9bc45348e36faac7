// Bodies at a proxy: what is checked is what is sent, and what is too much is refused before it costs anything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { id, scripted } from "./scripted.mjs";
import { App, SWAP } from "./support.mjs";

const app = await App.install();
const entry = await app.import("a2e-wasm/server");
const HERS = id(1);
const ADD = "userFaceSwapTask/add";

async function place(options) {
  let looks = 0;
  const users = new Map([[HERS, "alice"]]);
  const owners = { get: async (ids) => (looks++, ids.map((one) => users.get(one))), set: async () => {} };
  const { ask } = scripted(entry, () => ({ code: 0, data: { _id: id(9) } }), { owners, ...options });
  /** Sends a start with a body; gives the status, what reached the service, and how often owners were looked up before. */
  return async (body, path = ADD, method = "POST") => {
    looks = 0;
    const { status, body: { msg }, sent } = await ask("bob", method, path, body);
    return { status, msg, bodies: sent.map((each) => each.body), looks };
  };
}

const withValue = (value) => `{"name":"n","face_url":"https://a.example/a.jpg","video_url":"https://a.example/v.mp4","x":${value}}`;
const nested = (levels, inner = "") => "[".repeat(levels) + inner + "]".repeat(levels);

test("a body is written once, and what was checked is what is sent", async () => {
  const send = await place();
  for (const [given, sent] of [
    [` { "name" : "\\u0061b" , "name": "c", "n" : 1e2, "o": {"a": [1]}, "webhook_url": "https://evil.example" } `, `{"name":"c","n":100,"o":{"a":[1]}}`],
    [withValue(`"\\ud800"`), withValue(`"\\ud800"`)],
    [withValue(nested(63)), withValue(nested(63))],
  ]) {
    assert.deepEqual((await send(given)).bodies, [sent]);
  }
});

test("a webhook of the proxy's stands behind what was checked", async () => {
  const secret = "a secret that nobody would ever guess";
  const send = await place({ secret, webhookUrl: "https://hooks.example/hook" });
  const { bodies: [body] } = await send(withValue("1"));
  const start = `${withValue("1").slice(0, -1)},"webhook_url":"https://hooks.example/hook?family=faceSwap&nonce=`;
  assert.ok(body.startsWith(start), body);
  assert.match(body.slice(start.length), /^[\da-f-]{36}","webhook_token":"[\da-f]{64}"\}$/);
});

test("a body may have 64 levels, 10000 values and 200 ids, and is refused above before owners are asked", async () => {
  const send = await place({ limits: { startsPerMinute: 1e9 } });
  const list = (length, one) => `[${Array.from({ length }, one).join()}]`;
  const ids = (length) => list(length, (_, place) => `"${id(100 + place)}"`);
  for (const value of [nested(63), list(9_980, () => 1), ids(200)]) {
    assert.equal((await send(withValue(value))).status, 200);
  }
  for (const [value, msg] of [
    [nested(64), "the body is nested more than 64 levels deep"],
    [nested(4113, `"${HERS}"`), "the body is nested more than 64 levels deep"],
    [`${'{"7":'.repeat(40)}${nested(4100)}${"}".repeat(40)}`, "the body is nested more than 64 levels deep"],
    [list(10_001, () => 1), "the body has more than 10000 values"],
    [ids(201), "the request names more than 200 records"],
    [`"${`${HERS},`.repeat(201)}"`, "the request names more than 200 records"],
    [ids(20_000), "the body has more than 10000 values"],
  ]) {
    assert.deepEqual(await send(withValue(value)), { status: 400, msg, bodies: [], looks: 0 });
  }
  const batch = (length) => send(`{"ids":${list(length, () => `"${HERS}"`)}}`, "userFaceSwapTask/batchDetail");
  assert.deepEqual([(await batch(200)).status, (await batch(201)).status], [404, 400]);
});

test("an id counts wherever and however it stands in a request", async () => {
  const send = await place();
  const hides = [
    `"${HERS}"`, `"${HERS.toUpperCase()}"`, `"\\u0030${HERS.slice(1)}"`, `" ${HERS}\\n"`, `"a,${HERS},b"`, `"ObjectId('${HERS}')"`, `["${HERS}"]`, `{"${HERS}":1}`,
    `{"$oid":"${HERS}"}`, nested(60, `"${HERS}"`), `{"__proto__":{"a":"${HERS}"}}`, `{"toJSON":"${HERS}"}`, `{"constructor":{"prototype":"${HERS}"}}`,
  ];
  for (const value of hides) {
    const { status, bodies } = await send(withValue(value));
    assert.deepEqual([[404, 400].includes(status), bodies], [true, []], value);
  }
  for (const query of [`a=${HERS}`, `${HERS}=a`, `a=%20${HERS}`, `a=${HERS.toUpperCase()}`, `a=x%00${HERS}`]) {
    assert.equal((await send(withValue("1"), `${ADD}?${query}`)).status, 404, query);
  }
  for (const value of [`"https://a.example/${HERS}.mp4"`, `"${HERS}0"`, `"g${HERS}"`, Number.MAX_VALUE, "123456789012345678901234"]) {
    assert.equal((await send(withValue(value))).status, 200, value);
  }
});

test("a name that a database reads as a condition is refused", async () => {
  const send = await place();
  for (const value of [`{"$ne":""}`, `[{"a":{"$where":"1"}}]`]) {
    assert.deepEqual(await send(withValue(value)), { status: 400, msg: "a name in the body must not begin with `$`", bodies: [], looks: 0 });
  }
});

test("no name of a body becomes another one at the service", async () => {
  const send = await place();
  for (const name of ["__proto__", "_bsontype", "\\u005f_proto__"]) {
    for (const value of [`{"${name}":{"webhook_url":"https://evil.example"}}`, `[{"${name}":"ObjectID"}]`]) {
      const msg = `a name in the body must not be \`${JSON.parse(`"${name}"`)}\``;
      assert.deepEqual(await send(withValue(value)), { status: 400, msg, bodies: [], looks: 0 });
    }
  }
});

test("a field with an id takes a text alone", async () => {
  const send = await place({ allow: ["avatarVideos.start", "speech.generate", "streaming.join"] });
  for (const [path, field] of [["video/generate", "anchor_id"], ["video/generate", "custom_back_id"], ["video/send_tts", "user_voice_id"], ["streaming-avatar/agora-token", "avatar_id"]]) {
    for (const value of [1, [HERS], { a: 1 }, true]) {
      assert.deepEqual(await send({ [field]: value }, path), { status: 400, msg: `\`${field}\` must be an id, as a text`, bodies: [], looks: 0 });
    }
  }
});

test("what is not an id is refused where only an id of the account's records can stand", async () => {
  const send = await place({ allow: ["avatarVideos.start", "speech.generate", "streaming.join"] });
  for (const field of ["anchor_id", "custom_back_id", "face_swap_id"]) {
    // Some databases read 12 bytes as an id.
    for (const value of ["twelve bytes", HERS.slice(1), ` ${HERS}`]) {
      const { status, bodies } = await send({ title: "x", [field]: value }, "video/generate");
      assert.deepEqual([status, bodies], [400, []], `${field} ${value}`);
    }
    assert.equal((await send({ title: "x", [field]: "" }, "video/generate")).status, 200);
  }
  assert.equal((await send({ msg: "x", user_voice_id: "v".repeat(129) }, "video/send_tts")).status, 400);
  assert.equal((await send({ channel: "f84fd", avatar_id: id(2) }, "streaming-avatar/agora-token")).status, 400);
});

test("a query of very many parameters is refused", async () => {
  const send = await place();
  const query = (length) => Array.from({ length }, (_, place) => `a${place}=1`).join("&");
  assert.deepEqual([(await send(withValue("1"), `${ADD}?${query(64)}`)).status, (await send(withValue("1"), `${ADD}?${query(65)}`)).status], [200, 400]);
});

test("no start goes out without parameters, and nothing that is about a record without its id", async () => {
  const charging = ["avatars.retry", "avatars.correctEyeContact", "textToImage.quickAddAvatar", "legacy.trainAvatar", "speech.generate", "streaming.join", "streaming.speak"];
  const send = await place({ allow: ["faceSwap", "avatarVideos.get", "avatars.library.delete", ...charging] });
  const needs = (name, what) => ({ status: 400, msg: `\`${name}\` needs ${what}`, bodies: [], looks: 0 });
  const [body, parameters, anId] = ["a body, which must be a JSON object", "parameters, and the body has none", "an id"];
  for (const [path, name] of [
    [ADD, "faceSwap.start"], ["video/send_tts", "speech.generate"], ["userVideoTwin/retry", "avatars.retry"], ["userVideoTwin/training", "legacy.trainAvatar"],
    ["streaming-avatar/agora-token", "streaming.join"],
  ]) {
    for (const none of [undefined, ""]) assert.deepEqual(await send(none, path), needs(name, body));
    if (name !== "legacy.trainAvatar") assert.deepEqual(await send({}, path), needs(name, parameters));
    if (name !== "legacy.trainAvatar") assert.deepEqual(await send({ webhook_url: "https://evil.example" }, path), needs(name, parameters));
  }
  for (const [path, name] of [
    ["userVideoTwin/eyeContact", "avatars.correctEyeContact"], ["userText2Image/quickAddAvatar", "textToImage.quickAddAvatar"],
    ["userVideoTwin/retry", "avatars.retry"], ["video/awsResult", "avatarVideos.get"], ["custom_avatar/del", "avatars.library.delete"],
    ["userFaceSwapTask/batchDetail", "faceSwap.batch"], ["streaming-avatar/speak", "streaming.speak"],
  ]) {
    assert.deepEqual(await send({ other: 1 }, path), needs(name, anId));
  }
});
