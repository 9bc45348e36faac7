// What a check reports: nothing of a service that is as described, and each deviation of one that is not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { filledAccount } from "./filled.mjs";
import { PLANTED } from "./planted.mjs";
import { loaded, openScene } from "./scene.mjs";

const TOKEN = "sk_emulator_live_deviations";
let scene;

before(async () => {
  await filledAccount(TOKEN);
  scene = await openScene(TOKEN);
});
after(() => scene.close());

const line = ({ kind, path, expected, seen, against }) => [kind, path, expected, seen, against.join(", ")].join(" | ");
const ofOperation = (report, id) => report.differences.filter(({ operation }) => operation === id).map(line);

test("nothing differs where the service is as described, and nearly every read is compared", async () => {
  const report = await scene.report();
  assert.deepEqual(report.differences, []);
  assert.deepEqual(report.about.reads, { compared: 143, all: 145 });
  assert.deepEqual(report.notCompared, [
    { operation: "getFaceSwapPreviewStatus", reason: "no list told an id for it" },
    { operation: "getQaContext", reason: "it needs an open room, which costs coins" },
  ]);
});

test("every planted deviation is reported, and nothing else", async (t) => {
  const plants = Object.entries(PLANTED).map(([id, { plant }]) => [id, plant]);
  const report = await scene.report(Object.fromEntries(plants));
  for (const [id, { differences }] of Object.entries(PLANTED)) {
    await t.test(`${id}: ${differences[0]}`, () => assert.deepEqual(ofOperation(report, id), differences));
  }
  assert.deepEqual(report.differences.filter(({ operation }) => !PLANTED[operation]), []);
});

test("a method that resolves although the service refused is reported", async () => {
  const record = (_id) => Response.json({ code: 0, data: { _id } });
  /** A client that takes every detail of head swaps for good. */
  const createClient = (options) =>
    loaded.createClient({
      ...options,
      fetch: async (url, init) => {
        const answer = await options.fetch(url, init);
        const [, id] = /headSwap\/([0-9a-f]{24})$/.exec(url) ?? [];
        return id ? record(id) : answer;
      },
    });
  const refused = ({ envelope }) => Object.assign(envelope, { code: 1001, data: undefined });
  const report = await scene.report({ getHeadSwap: refused }, { createClient });
  assert.deepEqual(report.differences.map(line), [
    "method |  | rejects | resolves | types",
    "refused | code | 0 | code 1001 | openapi.yaml",
  ]);
});

const withoutCors = ({ headers }) => {
  for (const name of Object.keys(headers)) if (name.startsWith("access-control-")) delete headers[name];
};
const NO_PREFLIGHT = [
  "cors | getRemainingCoins | preflight allowed | preflight blocked",
  "cors | startTextToImage | preflight allowed | preflight blocked",
];
const inCors = async (plants, more) => {
  const report = await scene.report(plants, { steps: ["cors"], ...more });
  return report.differences.map(({ kind, operation, expected, seen }) => [kind, operation, expected, seen].join(" | "));
};

test("missing CORS headers are reported, of preflights and of answers", async () => {
  assert.deepEqual(await inCors({ OPTIONS: withoutCors }), NO_PREFLIGHT);
  // The token is the one thing for which a star does not stand.
  const star = ({ headers }) => (headers["access-control-allow-headers"] = "*");
  assert.deepEqual(await inCors({ OPTIONS: star }), NO_PREFLIGHT);
  assert.deepEqual(await inCors({ "*": withoutCors }), [
    "cors | getRemainingCoins | answer allowed | answer blocked",
    "cors | getRemainingCoins | refusal allowed | refusal blocked",
  ]);
});

test("CORS headers are reported where the description says that there are none", async () => {
  const said = { preflight: "blocked", answer: "blocked", refusal: "blocked" };
  assert.deepEqual(await inCors({}, { cors: said }), [
    "cors | getRemainingCoins | answer blocked | answer allowed",
    "cors | getRemainingCoins | preflight blocked | preflight allowed",
    "cors | getRemainingCoins | refusal blocked | refusal allowed",
    "cors | startTextToImage | preflight blocked | preflight allowed",
  ]);
});

test("an unknown id that is answered like a known one is reported", async () => {
  const found = (answer) => {
    if (answer.status === 404) Object.assign(answer, { status: 200, envelope: { code: 0, data: { _id: "1".repeat(24) } } });
  };
  assert.deepEqual((await scene.report({ "*": found }, { steps: ["refusals"] })).differences.map(line), [
    "refusal | code | a refusal | a good answer | openapi.yaml",
    "refusal |  | rejects with not_found | rejects with decode | types",
  ]);
});

test("a request that the service is too busy for is sent again, after the pause that it asks for", async () => {
  const pauses = [];
  let times = 0;
  const busy = (answer) => {
    times += 1;
    if (times <= 2) Object.assign(answer, { status: 429, envelope: { code: 429, msg: "Later" } }).headers["retry-after"] = "7";
  };
  const report = await scene.report({ listApiTokens: busy }, { pause: async (ms) => void pauses.push(ms) });
  assert.deepEqual(report.differences, []);
  assert.deepEqual([report.about.waits, pauses], [2, [7000, 7000]]);
});

test("no more is asked than the limit allows", async () => {
  const report = await scene.report({}, { requests: 10 });
  assert.equal(report.about.requests, 10);
  assert.deepEqual(report.differences, []);
  const reasons = new Set(report.notCompared.map(({ reason }) => reason));
  assert.ok(reasons.has("the limit of requests is reached"));
});

test("there are pauses between requests", async () => {
  const pauses = [];
  await scene.report({}, { requests: 10, pauseMs: 300, pause: async (ms) => void pauses.push(ms), now: () => 1 });
  assert.deepEqual(pauses, Array(9).fill(300));
});
