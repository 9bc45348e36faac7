// What is known of one user's tasks, in the SQLite storage of their Durable Object: it outlives the object.

/** An intent is a start of which there is no task yet. Both are told to pages in one form: see `told`. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS intents (
    key TEXT PRIMARY KEY, family TEXT NOT NULL, params TEXT NOT NULL, hook TEXT, nonce TEXT NOT NULL,
    state TEXT NOT NULL, error TEXT, woken INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, next_look INTEGER, expires INTEGER, version INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tasks (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, family TEXT NOT NULL, params TEXT NOT NULL, nonce TEXT NOT NULL,
    view TEXT NOT NULL, state TEXT NOT NULL, error TEXT, attempts INTEGER NOT NULL DEFAULT 0,
    next_look INTEGER, expires INTEGER, version INTEGER NOT NULL
  ) WITHOUT ROWID;`;

export class Ledger {
  #storage;
  #version;

  constructor(storage) {
    this.#storage = storage;
    storage.sql.exec(TABLES);
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
      key, family, JSON.stringify(params), hook ?? null, nonce, now, resumeAt, this.#next(),
    );
    return this.intent(key);
  }

  changeIntent(key, { state, error, attempts, nextLook, expires }) {
    this.#run(
      "UPDATE intents SET state = ?, error = ?, attempts = ?, next_look = ?, expires = ?, version = ? WHERE key = ?",
      state, error && JSON.stringify(error), attempts ?? 0, nextLook ?? null, expires ?? null, this.#next(), key,
    );
    return this.intent(key);
  }

  postpone(key, time) {
    this.#run("UPDATE intents SET next_look = ? WHERE key = ?", time, key);
  }

  /** The object is new in memory, so nobody is at any of the starts: they go on now. */
  resumeIntents(now) {
    this.#run("UPDATE intents SET next_look = ? WHERE state = 'sending'", now);
  }

  /** An intent became a task. Both happen, or neither. */
  settle(intent, view, { nextLook, expires }) {
    return this.#storage.transactionSync(() => {
      this.#run("DELETE FROM intents WHERE key = ?", intent.key);
      this.#run(
        "INSERT OR REPLACE INTO tasks (id, key, family, params, nonce, view, state, next_look, expires, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        view.id, intent.key, intent.family, intent.params, intent.nonce, JSON.stringify(view), view.state, nextLook, expires, this.#next(),
      );
      return this.task(view.id);
    });
  }

  /** Keeps what a look brought. Its version grows if there is news. */
  keep(row, { view, error, isNews, attempts, nextLook, expires }) {
    this.#run(
      "UPDATE tasks SET view = ?, state = ?, error = ?, attempts = ?, next_look = ?, expires = ?, version = ? WHERE id = ?",
      view ? JSON.stringify(view) : row.view, view?.state ?? row.state,
      error === undefined ? row.error : error && JSON.stringify(error),
      attempts, nextLook, expires, isNews ? this.#next() : row.version, row.id,
    );
    return this.task(row.id);
  }

  /** Makes what a webhook is about due. Says whether there is such a thing, and it has not ended. */
  wake(nonce, now) {
    const tasks = this.#run("UPDATE tasks SET next_look = ?, attempts = 0 WHERE nonce = ? AND next_look IS NOT NULL", now, nonce);
    // The webhook of a start whose answer is still on its way.
    const intents = this.#run("UPDATE intents SET woken = 1 WHERE nonce = ?", nonce);
    return tasks.rowsWritten + intents.rowsWritten > 0;
  }

  dueIntents(now) {
    return this.#all("SELECT * FROM intents WHERE state = 'sending' AND next_look <= ?", now);
  }

  dueTasks(now) {
    return this.#all("SELECT * FROM tasks WHERE next_look <= ?", now);
  }

  /** Forgets what is past its time; gives the ids. */
  expire(now) {
    const gone = this.#all("DELETE FROM tasks WHERE expires <= ? RETURNING id", now);
    return [...gone, ...this.#all("DELETE FROM intents WHERE expires <= ? RETURNING key AS id", now)].map(({ id }) => id);
  }

  remove(id) {
    this.#run("DELETE FROM tasks WHERE id = ?", id);
    this.#run("DELETE FROM intents WHERE key = ?", id);
  }

  /** When there is something to do next. */
  nextAlarm() {
    const times = ["tasks", "intents"].flatMap((table) => {
      const { look, end } = this.#one(`SELECT min(next_look) AS look, min(expires) AS end FROM ${table}`);
      return [look, end];
    });
    const known = times.filter((time) => time !== null);
    return known.length ? Math.min(...known) : undefined;
  }

  /** How many are not at an end. */
  busy() {
    return this.#one("SELECT (SELECT count(*) FROM intents) + (SELECT count(*) FROM tasks WHERE next_look IS NOT NULL) AS count").count;
  }

  /** Everything, as pages are told of it, the newest last. */
  all() {
    const rows = [...this.#all("SELECT * FROM intents"), ...this.#all("SELECT * FROM tasks")];
    return rows.map((row) => this.told(row)).sort((one, other) => one.version - other.version);
  }

  /** The news of a row. An intent has a view as well, by which a page shows it: its id is the key. */
  told(row) {
    const error = row.error ? JSON.parse(row.error) : undefined;
    if (row.id) return { id: row.id, version: row.version, state: row.state, view: JSON.parse(row.view), error };
    const { key: id, family, version, state } = row;
    const record = JSON.parse(row.params);
    const view = { v: 1, id, family, state: "queued", status: state, urls: [], startedAt: new Date(row.created).toISOString(), record };
    return { id, version, state, view, error };
  }

  /** That something is no more. */
  gone(id) {
    return { id, version: this.#next(), state: "gone" };
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
