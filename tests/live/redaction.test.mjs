// A report holds nothing of an account: secrets are planted wherever an answer has room for a text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { filledAccount } from "./filled.mjs";
import { markdownOf } from "./report.mjs";
import { openScene } from "./scene.mjs";
import { Vocabulary } from "./vocabulary.mjs";

const TOKEN = "sk_emulator_live_redaction";
const SECRETS = [
  TOKEN,
  "emulator_live_redaction",
  "65a1b2c3d4e5f60718293a4b",
  "deadbeefcafe",
  "Ada Lovelace",
  "ada",
  "lovelace",
  "ada@example.com",
  "https://cdn.example.com/private/ada.mp4",
  "a_private_prompt",
  "aPrivatePrompt",
  "+49 30 1234567",
  "31337007",
];

let scene;
before(async () => {
  await filledAccount(TOKEN);
  scene = await openScene(TOKEN);
});
after(() => scene.close());

const each = (texts, make) => Object.assign({}, ...texts.map(make));
/** A record with secrets as its values and as the names of its members, at every depth. */
const secretive = () => ({
  _id: SECRETS[2],
  name: "Ada Lovelace",
  owner: { first: "ada", last: "lovelace", known: ["a_private_prompt", "aPrivatePrompt"] },
  ...each(SECRETS, (secret) => ({ [secret]: { [secret]: [{ [secret]: secret }] } })),
});

/** Secrets in every part of an answer that goes out for everything that is asked. */
function everywhere(answer) {
  for (const [place, secret] of SECRETS.entries()) {
    answer.headers[`x-${secret.replaceAll(/[^A-Za-z0-9]/g, "-")}`] = `secret ${place}`;
    answer.headers[`x-secret-${place}`] = secret.replaceAll(/[^ -~]/g, "");
  }
  answer.headers["access-control-allow-origin"] = "https://ada.example.com";
  const { envelope } = answer;
  if (typeof envelope !== "object" || envelope === null) return;
  Object.assign(envelope, secretive(), { msg: SECRETS.join(" "), trace_id: SECRETS[2], timestamp: TOKEN });
  const { data } = envelope;
  const rows = Array.isArray(data) ? data : [data?.rows, data?.data].find(Array.isArray);
  if (rows) rows.push(...SECRETS.map((secret) => ({ ...secretive(), current_status: secret, status: secret, failed_message: secret })));
  else if (typeof data === "object" && data !== null) Object.assign(data, secretive());
}

/** The same secrets in answers of other forms. */
const ODD = {
  listMotionTransfers: (answer) => (answer.text = SECRETS.join("\n")),
  listVirtualTryOns: (answer) => (answer.envelope = SECRETS),
  listGrokVideos: ({ envelope }) => (envelope.code = TOKEN),
  listSoraVideos: ({ envelope }) => (envelope.code = 31_337_007),
  listVeoVideos: (answer) => Object.assign(answer, { status: 400, envelope: { ...secretive(), code: SECRETS[2] } }),
  listKlingVideos: ({ envelope }) => (envelope.data = each(SECRETS, (secret) => ({ [secret]: secret }))),
  listCustomAvatarTags: ({ envelope }) => (envelope.data = [SECRETS, secretive()]),
  getCreditsHistory: ({ envelope }) => (envelope.data = secretive()),
};

function checkNoSecret(text) {
  const lower = text.toLowerCase();
  assert.deepEqual(SECRETS.filter((secret) => lower.includes(secret.toLowerCase())), []);
  assert.doesNotMatch(text, /[a-f\d]{12}/i);
  assert.doesNotMatch(text, /https?:|127\.0\.0\.1|localhost|@|\bsk_/);
}

// What one step learns of the account helps the others, so each is looked at alone as well.
for (const [what, steps] of [["a check", undefined], ["the reads alone", ["reads"]], ["the refusals alone", ["refusals"]]]) {
  test(`no secret that stands anywhere in an answer is in the report of ${what}`, async () => {
    const report = await scene.report({ "*": everywhere, ...ODD }, { steps });
    // Where the secrets stood is told.
    assert.ok(report.differences.some(({ path }) => path.endsWith("(another name)")));
    if (!steps?.includes("refusals")) {
      assert.ok(report.differences.length > 100, `${report.differences.length} differences`);
      assert.ok(report.differences.some(({ seen }) => seen === "(another word)"));
      assert.ok(report.differences.some(({ seen }) => seen.includes("(another code)")));
    }
    checkNoSecret(JSON.stringify(report));
    checkNoSecret(markdownOf(report));
  });
}

test("new names and words are shown if they look like names and words, and belong to nobody", () => {
  const vocabulary = new Vocabulary("sk_emulator_token");
  vocabulary.learn({ name: "ada", current_status: "polishing", tags: [{ title: "Grace" }] });
  const names = ["result_url", "queue_position", "queuePosition", "_internal"];
  assert.deepEqual(names.map((name) => vocabulary.name(name)), names);
  const others = ["", "ada", "grace", "a b", "x1", "65a1b2c3d4e5f60718293a4b", "sk_abc", "emulator", "ada@example.com", "é"];
  others.push("a".repeat(40), "https://example.com", "__proto__", "Ada");
  assert.deepEqual(others.map((name) => vocabulary.name(name)), others.map(() => "(another name)"));
  assert.deepEqual(["completed", "polishing", "in_progress", "IN-REVIEW"].map((word) => vocabulary.word(word)), [
    "completed",
    "polishing",
    "in_progress",
    "IN-REVIEW",
  ]);
  const notWords = ["", "Ada", "at 7 of 9", "sk_abc", "x".repeat(30), "65a1b2"];
  assert.deepEqual(notWords.map((word) => vocabulary.word(word)), notWords.map(() => "(another word)"));
  assert.deepEqual([0, -1, 30005, 31_337_007, "0", "ada", 1.5, null, undefined].map((code) => vocabulary.code(code)), [
    "0",
    "-1",
    "30005",
    ...Array(5).fill("(another code)"),
    "nothing",
  ]);
  assert.equal(vocabulary.path(["data", "rows", null, "ada", "12", "name"]), "data.rows[].(another name).(number).name");
});
