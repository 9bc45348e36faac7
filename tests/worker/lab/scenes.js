// What is played in the object's storage. Each scene has an object of its own, and returns what the test compares.

import { Ledger } from "./ledger.js";
import { ownersOf } from "./owners.js";

const ORDER = { key: "key-of-an-order", family: "faceSwap", params: "{}" };
const view = (id) => ({ v: 1, id, family: "faceSwap", state: "running", status: "processing", urls: [] });

/** The tables as the first version made them, without the columns named `left`. */
function firstTables({ sql }, left = []) {
  const columns = (text) => text.split(", ").filter((column) => !left.includes(column.split(" ")[0])).join(", ");
  sql.exec(`CREATE TABLE intents (${columns("key TEXT PRIMARY KEY, family TEXT NOT NULL, params TEXT NOT NULL, hook TEXT, \
nonce TEXT NOT NULL, state TEXT NOT NULL, error TEXT, woken INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, \
attempts INTEGER NOT NULL DEFAULT 0, next_look INTEGER, expires INTEGER, version INTEGER NOT NULL")}) WITHOUT ROWID`);
  sql.exec(`CREATE TABLE tasks (${columns("id TEXT PRIMARY KEY, key TEXT NOT NULL, family TEXT NOT NULL, params TEXT NOT NULL, \
nonce TEXT NOT NULL, view TEXT NOT NULL, state TEXT NOT NULL, error TEXT, attempts INTEGER NOT NULL DEFAULT 0, \
next_look INTEGER, expires INTEGER, version INTEGER NOT NULL")}) WITHOUT ROWID`);
  sql.exec("INSERT INTO intents (key, family, params, nonce, state, created, version) VALUES ('old-start', 'faceSwap', '{}', 'n1', 'unknown', 500, 1)");
  sql.exec("INSERT INTO tasks (id, key, family, params, nonce, view, state, next_look, version) VALUES ('t1', 'old-task', 'faceSwap', '{}', 'n2', '{}', 'running', 7, 2)");
}

function opened(storage) {
  const ledger = new Ledger(storage);
  const { sent_at, proved, polled_at } = ledger.intent("old-start");
  const woken = ledger.wake("n1", 1000);
  return { sent_at, proved, polled_at, woken, due: ledger.dueIntents(2500).length, task: ledger.task("t1").polled_at };
}

export function firstVersion(storage) {
  firstTables(storage);
  return opened(storage);
}

export function beforeTheFirst(storage) {
  firstTables(storage, ["woken"]);
  return opened(storage);
}

/** A rollback: the tables are those of a later version. */
export function laterVersion(storage) {
  new Ledger(storage);
  storage.sql.exec("ALTER TABLE tasks ADD COLUMN priority TEXT NOT NULL DEFAULT 'x'");
  storage.sql.exec("UPDATE schema SET version = 99");
  const ledger = new Ledger(storage);
  const intent = ledger.addIntent(ORDER, { hook: undefined, nonce: "n", now: 1, resumeAt: 2 });
  const { id, state } = ledger.settle(intent, view("a"), { nextPoll: 5 });
  return { id, state, version: storage.sql.exec("SELECT version FROM schema").one().version };
}

/** A start from its intent to its task. */
export function intent(storage) {
  const ledger = new Ledger(storage);
  const row = ledger.addIntent(ORDER, { hook: "https://x", nonce: "n", now: 1, resumeAt: 2 });
  ledger.noteSent(ORDER.key, 44);
  const unknown = ledger.changeIntent(ledger.intent(ORDER.key), { state: "unknown", error: { kind: "unknown_outcome" } });
  const refused = ledger.changeIntent(unknown, { state: "refused", error: { kind: "credits" }, expires: 9, sentAt: null });
  const facts = ({ state, sent_at, next_look, expires, error }) => [state, sent_at, next_look, expires, error];
  return [row, unknown, refused].map(facts);
}

/** Webhooks, and when they make what they are about due. */
export function wake(storage) {
  const ledger = new Ledger(storage);
  const first = ledger.addIntent(ORDER, { nonce: "task", now: 1, resumeAt: 2 });
  ledger.settle(first, view("a"), { nextPoll: 90_000 });
  const due = () => ledger.task("a").next_look;
  const times = [];
  // Never polled: at once.
  ledger.wake("task", 10_000);
  times.push(due());
  ledger.keep(ledger.task("a"), { isNews: false, attempts: 3, nextPoll: 90_000, expires: null }, 10_500);
  // The same webhook again: not at once.
  ledger.wake("task", 11_000);
  times.push(due(), ledger.task("a").attempts);
  ledger.wake("task", 20_000);
  times.push(due());
  ledger.keep(ledger.task("a"), { isNews: true, attempts: 0, nextPoll: null, expires: 99_000 }, 21_000);
  times.push(ledger.wake("task", 30_000), due(), ledger.wake("nobody's", 30_000));
  return times;
}

/** Ended rows beyond the most that are kept. Those that run stay. */
export function trim(storage) {
  const ledger = new Ledger(storage);
  for (let n = 0; n < 310; n++) {
    const row = ledger.addIntent({ ...ORDER, key: `key-${n}` }, { nonce: `n${n}`, now: 1, resumeAt: 2 });
    ledger.settle(row, view(`task-${n}`), { nextPoll: 5 });
    if (n % 31 !== 0) ledger.keep(ledger.task(`task-${n}`), { isNews: true, attempts: 0, nextPoll: null, expires: 1e6 }, 3);
  }
  for (let n = 0; n < 302; n++) {
    const row = ledger.addIntent({ ...ORDER, key: `refused-${n}` }, { nonce: "n", now: 1, resumeAt: 2 });
    ledger.changeIntent(row, { state: "refused", expires: 1e6 });
  }
  const before = [ledger.expiredTasks(1000, 500).length, ledger.busy()];
  ledger.trim(1000);
  for (let n = 0; n < 5; n++) ledger.keep(ledger.task(`task-${31 * n}`), { isNews: true, attempts: 0, nextPoll: null, expires: 1e6 }, 3);
  ledger.trim(1000);
  return { before, tasks: ledger.expiredTasks(1000, 500), intents: ledger.expiredIntents(1000), busy: ledger.busy() };
}

/** Pages of rows of both tables, in the order of their changes. */
export function rows(storage) {
  const ledger = new Ledger(storage);
  for (let n = 0; n < 5; n++) {
    const row = ledger.addIntent({ ...ORDER, key: `key-${n}` }, { nonce: "n", now: 1, resumeAt: 2 });
    if (n % 2) ledger.settle(row, view(`task-${n}`), { nextPoll: 5 });
  }
  const pages = [];
  for (let after = 0, page; (page = ledger.rowsAfter(after, 2)).length; after = page.at(-1).version) {
    pages.push(page.map(({ id, key }) => id ?? key));
  }
  return pages;
}

/** A refused start whose key is the id of an own task. */
export function keyIsAnId(storage) {
  const ledger = new Ledger(storage);
  ledger.settle(ledger.addIntent(ORDER, { nonce: "n", now: 1, resumeAt: 2 }), view("a".repeat(24)), { nextPoll: 5 });
  const row = ledger.addIntent({ ...ORDER, key: "a".repeat(24) }, { nonce: "m", now: 1, resumeAt: 2 });
  ledger.changeIntent(row, { state: "refused", expires: 10 });
  const expired = [ledger.expiredTasks(20, 9), ledger.expiredIntents(20)];
  ledger.removeIntent(row.key);
  return { expired, task: Boolean(ledger.task(row.key)), intent: Boolean(ledger.intent(row.key)) };
}

/** The directory: the first owner stays, and only the owner's own is forgotten. */
export async function owners(_, env) {
  const directory = ownersOf(env);
  const [one, other] = ["6b0daf4de873cfe1dee04e7a", "6b0daf4de873cfe1dee04e7b"];
  await directory.set(one, "ada");
  await directory.set(one, "ada");
  const taken = [];
  for (const id of [one, one.toUpperCase()]) {
    taken.push(await directory.set(id, "eve").then(() => "taken", (error) => `${error.constructor.name}: ${error.message}`));
  }
  await directory.set(other, "eve");
  await directory.forget([one, one.toUpperCase(), other], "eve");
  return { taken, left: await directory.get([other, one, one.toUpperCase(), "none"]) };
}
