// What `--spend` starts and what it costs, by the emulator's own books.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Account, BASE } from "../operations/account.mjs";
import { openScene } from "./scene.mjs";
import { STARTS } from "./starts.mjs";

const TOKEN = "sk_emulator_live_spend";
const COINS = 1000;
/** What the emulator takes for each of the starts. */
const PRICE = 20;
/** The clock of the account runs so fast that tasks are done when they are polled for the first time. */
const SPEED = 1000;

let scene;
before(async () => (scene = await openScene(TOKEN)));
after(() => scene.close());

const command = async (path, body) => {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token: TOKEN, ...body }) };
  return (await fetch(`${BASE}/__emulator/${path}`, init)).json();
};

/** Spends with a budget, and gives the report, what was started how often, and what was taken. */
async function spend(budget, plants) {
  const account = new Account(TOKEN);
  const report = await scene.report(plants, { budget, steps: ["spend"], poll: { minIntervalMs: 500 } });
  const counters = await account.counters();
  const ids = STARTS.map(({ operation }) => operation.id).filter((id) => counters[id] > 0);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const { data } = await (await fetch(`${BASE}/api/v1/user/remainingCoins`, { headers })).json();
  return {
    report,
    started: Object.fromEntries(ids.map((id) => [id, counters[id]])),
    taken: COINS - data.coins,
    differences: report.differences.map(({ kind, operation, expected, seen }) => [kind, operation, expected, seen].join(" | ")),
  };
}

/** A fresh account, whose faults and books are empty. */
async function fresh() {
  await command("reset");
  await command("accounts", { coins: COINS, diamonds: 0 });
  await command("clock", { speed: SPEED });
}

const ends = (report) => report.seen.filter(({ topic }) => topic === "task").flatMap(({ end, times }) => Array(times).fill(end));
const fault = (operation, fault, more) => command("faults", { operation, times: 1, fault, ...more });
/** The only start that can be paid. */
const ONE = "startTextToImage";
const payable = (...paths) => ({
  quoteGeneration({ envelope }, { body }) {
    if (!paths.some((path) => body.includes(path))) envelope.data.credits = COINS;
  },
});
const onlyOne = payable("/userText2Image/");
const twoOnly = payable("/userText2Image/", "/userNanoBanana/");
const spendOnOne = (plants) => spend(PRICE, { ...onlyOne, ...plants });

const withPrice = (credits) => ({ quoteGeneration: ({ envelope }) => (envelope.data.credits = credits) });

test("two tasks are started for what two cost and a little more, and followed to their ends", async () => {
  await fresh();
  const { report, started, taken, differences } = await spend(2 * PRICE + 5);
  assert.deepEqual([Object.values(started), taken, differences], [[1, 1], 2 * PRICE, []]);
  assert.deepEqual(ends(report), ["succeeded", "succeeded"]);
  const coins = report.seen.filter(({ topic }) => topic === "coins").map(({ quoted, taken }) => [quoted, taken]);
  assert.deepEqual(coins.toSorted(([one], [other]) => one - other), [[PRICE, PRICE], [2 * PRICE, 2 * PRICE]]);
  const reasons = report.notCompared.map(({ reason }) => reason);
  assert.deepEqual(reasons, Array(STARTS.length - 2).fill("it costs more than what is left to spend"));
});

test("nothing is started for less than the cheapest costs", async () => {
  await fresh();
  const { started, taken, differences } = await spend(PRICE - 1);
  assert.deepEqual({ started, taken, differences }, { started: {}, taken: 0, differences: [] });
});

test("a quote that is too low ends the spending after one start", async () => {
  await fresh();
  const { started, taken, differences } = await spend(50, withPrice(1));
  assert.deepEqual([Object.values(started), taken], [[1], PRICE]);
  assert.deepEqual(differences, [`price | ${Object.keys(started)[0]} | 1 coins | ${PRICE} coins`]);
});

for (const [what, credits, seen] of [
  ["no price", undefined, "nothing"],
  ["a text for a price", "20", "string"],
  ["a negative price", -20, "number"],
]) {
  test(`nothing is started where the service quotes ${what}`, async () => {
    await fresh();
    const { started, taken, differences } = await spend(500, withPrice(credits));
    assert.deepEqual({ started, taken }, { started: {}, taken: 0 });
    const quotes = differences.filter((line) => line.startsWith("quote "));
    assert.deepEqual(quotes, STARTS.map(({ operation }) => `quote | ${operation.id} | a price | ${seen}`).toSorted());
  });
}

test("nothing is started where the service does not tell the balance", async () => {
  await fresh();
  const { started, taken } = await spend(500, { getRemainingCoins: ({ envelope }) => delete envelope.data.coins });
  assert.deepEqual({ started, taken }, { started: {}, taken: 0 });
});

test("a start that the service refuses is reported, costs nothing, and the next one is made", async () => {
  await fresh();
  await fault(ONE, { kind: "code", code: 1001, msg: "Refused by a test" });
  const { started, taken, differences } = await spend(2 * PRICE, twoOnly);
  assert.deepEqual({ started, taken }, { started: { [ONE]: 1, startNanoBanana: 1 }, taken: PRICE });
  assert.deepEqual(differences, [`refused | ${ONE} | 0 | code 1001`]);
});

test("a task that fails is reported", async () => {
  await fresh();
  await command("script", { operation: ONE, looks: [{ current_status: "failed", failed_message: "No" }] });
  const { differences } = await spendOnOne();
  assert.deepEqual(differences, [`task | ${ONE} | succeeded | rejects with task_failed`]);
});

test("a task that ends without a result is reported", async () => {
  await fresh();
  await command("script", { operation: ONE, looks: [{ current_status: "completed", image_urls: [] }] });
  const { differences } = await spendOnOne();
  assert.deepEqual(differences, [`task | ${ONE} | succeeded | rejects with decode`]);
});

test("a start whose answer is lost is found by its key, followed, and not paid twice", async () => {
  await fresh();
  await fault(ONE, { kind: "lost" });
  const { report, started, taken, differences } = await spendOnOne();
  assert.deepEqual(ends(report), ["succeeded"]);
  assert.deepEqual({ started, taken }, { started: { [ONE]: 1 }, taken: PRICE });
  assert.deepEqual(differences, [`no answer | ${ONE} | an answer | resolves without it`]);
});

test("the words and fields of a task under way are held against what is known", async () => {
  await fresh();
  const done = { current_status: "completed", image_urls: ["https://example.com/a.png"], stars: 5 };
  await command("script", { operation: ONE, looks: [{ current_status: "polishing" }, done] });
  const { differences } = await spendOnOne();
  assert.deepEqual(differences, [
    "field unknown | getTextToImage | nothing | number",
    "status word | getTextToImage | a known word | polishing",
  ]);
});
