// What is known of one user's tasks, in the SQLite storage of their Durable Object. It outlives the object.

import { migrate } from "./schema.js";
import { STEPS } from "./tables.js";

/** A webhook can be sent again by anybody who saw it. It makes no poll sooner than this after the last one. */
const WOKEN_PAUSE_MS = 2000;
/** How many ended tasks are kept; the oldest are forgotten first. */
const MOST_ENDED = 300;

export class Ledger {
  #storage;
  #version;

  constructor(storage) {
    this.#storage = storage;
    migrate(storage, STEPS);
    this.#version = this.#one("SELECT max(version) AS last FROM (SELECT version FROM intents UNION ALL SELECT version FROM tasks)").last ?? 0;
  }

  /** Grows with every change, across restarts too: it is the time, or more. */
  #next() {
    this.#version = Math.max(this.#version + 1, Date.now());
    return this.#version;
  }

  intent(key) {
    return this.#one("SELECT * FROM intents WHERE key = ?", key);
  }

  taskOf(key) {
    return this.#one("SELECT * FROM tasks WHERE key = ?", key);
  }

  task(id) {
    return this.#one("SELECT * FROM tasks WHERE id = ?", id);
  }

  addIntent({ key, family, params }, { hook, nonce, now, resumeAt }) {
    this.#run(
      "INSERT INTO intents (key, family, params, hook, nonce, state, created, next_look, version) VALUES (?, ?, ?, ?, ?, 'sending', ?, ?, ?)",
      key, family, params, hook ?? null, nonce, now, resumeAt, this.#next(),
    );
    return this.intent(key);
  }

  /** `sentAt` is null where it is certain that nothing was started, and undefined where it stays. */
  changeIntent(row, { state, error, attempts = 0, nextPoll = null, expires = null, sentAt }) {
    this.#run(
      "UPDATE intents SET state = ?, error = ?, attempts = ?, next_look = ?, expires = ?, sent_at = ?, version = ? WHERE key = ?",
      state, error ? JSON.stringify(error) : null, attempts, nextPoll, expires,
      sentAt === undefined ? row.sent_at : sentAt, this.#next(), row.key,
    );
    return this.intent(row.key);
  }

  /** Notes that the start is about to be sent. */
  noteSent(key, now) {
    this.#run("UPDATE intents SET sent_at = ? WHERE key = ?", now, key);
  }

  /** Notes when an intent was last looked for in the service's list, and when it is looked for again. */
  notePoll(key, now, nextPoll) {
    this.#run("UPDATE intents SET polled_at = ?, next_look = ? WHERE key = ?", now, nextPoll, key);
  }

  /** The object is new in memory, so nobody carries on with any of the starts: they are due now. */
  resumeIntents(now) {
    this.#run("UPDATE intents SET next_look = ? WHERE state = 'sending'", now);
  }

  /** An intent became a task. Both rows change, or neither. */
  settle(intent, view, { nextPoll }) {
    return this.#storage.transactionSync(() => {
      this.#run("DELETE FROM intents WHERE key = ?", intent.key);
      this.#run(
        "INSERT OR REPLACE INTO tasks (id, key, family, params, nonce, view, state, next_look, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        view.id, intent.key, intent.family, intent.params, intent.nonce, JSON.stringify(view), view.state, nextPoll, this.#next(),
      );
      return this.task(view.id);
    });
  }

  /** Keeps what a poll brought. The row's version grows if there is news. */
  keep(row, { view, error, isNews, attempts, nextPoll, expires }, now) {
    this.#run(
      "UPDATE tasks SET view = ?, state = ?, error = ?, attempts = ?, next_look = ?, expires = ?, version = ?, polled_at = ? WHERE id = ?",
      view ? JSON.stringify(view) : row.view, view?.state ?? row.state,
      error === undefined ? row.error : error && JSON.stringify(error),
      attempts, nextPoll, expires, isNews ? this.#next() : row.version, now, row.id,
    );
    return this.task(row.id);
  }

  /**
   * Makes what a webhook is about due for a poll, also a start that is unclear: the webhook proves that the service has
   * the task. Returns whether there is anything to poll.
   */
  wake(nonce, now) {
    const tasks = this.#run(
      "UPDATE tasks SET next_look = max(?, polled_at + ?), attempts = 0 WHERE nonce = ? AND next_look IS NOT NULL",
      now, WOKEN_PAUSE_MS, nonce,
    );
    const intents = this.#run(
      "UPDATE intents SET proved = 1, next_look = max(?, polled_at + ?) WHERE nonce = ? AND state = 'unknown'",
      now, WOKEN_PAUSE_MS, nonce,
    );
    // The answer to this start is still on its way.
    const sending = this.#run("UPDATE intents SET proved = 1 WHERE nonce = ? AND state = 'sending'", nonce);
    return tasks.rowsWritten + intents.rowsWritten + sending.rowsWritten > 0;
  }

  dueIntents(now) {
    return this.#all("SELECT * FROM intents WHERE next_look <= ?", now);
  }

  dueTasks(now) {
    return this.#all("SELECT * FROM tasks WHERE next_look <= ?", now);
  }

  /** When something is due next: `{ families: [{ family, at }], intents: [{ key, at }], end }`. */
  dueTimes() {
    const ends = "SELECT min(expires) AS at FROM (SELECT expires FROM tasks UNION ALL SELECT expires FROM intents)";
    return {
      families: this.#all("SELECT family, min(next_look) AS at FROM tasks WHERE next_look IS NOT NULL GROUP BY family"),
      intents: this.#all("SELECT key, next_look AS at FROM intents WHERE next_look IS NOT NULL"),
      end: this.#one(ends).at ?? undefined,
    };
  }

  /** The ids of tasks that are past their time, at most `most`. */
  expiredTasks(now, most) {
    return this.#all("SELECT id FROM tasks WHERE expires <= ? LIMIT ?", now, most).map(({ id }) => id);
  }

  expiredIntents(now) {
    return this.#all("SELECT key FROM intents WHERE expires <= ?", now).map(({ key }) => key);
  }

  /** Lets the oldest ended tasks and refused starts beyond the most that are kept expire now. */
  trim(now) {
    for (const [table, id] of [["tasks", "id"], ["intents", "key"]]) {
      this.#run(
        `UPDATE ${table} SET expires = ?1 WHERE expires > ?1 AND ${id} IN
          (SELECT ${id} FROM ${table} WHERE expires IS NOT NULL ORDER BY version DESC LIMIT -1 OFFSET ?2)`,
        now, MOST_ENDED,
      );
    }
  }

  removeTask(id) {
    this.#run("DELETE FROM tasks WHERE id = ?", id);
  }

  removeIntent(key) {
    this.#run("DELETE FROM intents WHERE key = ?", key);
  }

  /** How many tasks and starts have not ended. */
  busy() {
    return this.#one(`SELECT (SELECT count(*) FROM intents WHERE state <> 'refused')
      + (SELECT count(*) FROM tasks WHERE next_look IS NOT NULL) AS count`).count;
  }

  /** Rows of both tables with a version after `version`, the oldest first, at most `most`. */
  rowsAfter(version, most) {
    const rows = ["intents", "tasks"].flatMap((table) => (
      this.#all(`SELECT * FROM ${table} WHERE version > ? ORDER BY version LIMIT ?`, version, most)
    ));
    return rows.sort((one, other) => one.version - other.version).slice(0, most);
  }

  /** The news that something is no more. */
  gone(id) {
    return { id, version: this.#next(), state: "gone" };
  }

  /** Sessions of another generation have ended. */
  generation() {
    return this.#one("SELECT generation FROM session")?.generation ?? 0;
  }

  endGeneration() {
    const next = this.generation() + 1;
    this.#run("DELETE FROM session");
    this.#run("INSERT INTO session VALUES (?)", next);
  }

  #run(query, ...values) {
    const cursor = this.#storage.sql.exec(query, ...values);
    cursor.toArray();
    return cursor;
  }

  #all(query, ...values) {
    return this.#storage.sql.exec(query, ...values).toArray();
  }

  #one(query, ...values) {
    return this.#all(query, ...values)[0];
  }
}
