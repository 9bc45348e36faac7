// The tables of one user's Watcher, version by version.

import { addColumn, addSums } from "./schema.js";

/** A released step never changes. Columns keep their names, so that an older version can read them after a rollback. */
export const STEPS = [
  // An intent is a start of which there is no task yet.
  (sql) => sql.exec(`
    CREATE TABLE IF NOT EXISTS intents (
      key TEXT PRIMARY KEY, family TEXT NOT NULL, params TEXT NOT NULL, hook TEXT, nonce TEXT NOT NULL,
      state TEXT NOT NULL, error TEXT, woken INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0, next_look INTEGER, expires INTEGER, version INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tasks (
      id TEXT PRIMARY KEY, key TEXT NOT NULL, family TEXT NOT NULL, params TEXT NOT NULL, nonce TEXT NOT NULL,
      view TEXT NOT NULL, state TEXT NOT NULL, error TEXT, attempts INTEGER NOT NULL DEFAULT 0,
      next_look INTEGER, expires INTEGER, version INTEGER NOT NULL
    ) WITHOUT ROWID`),
  (sql) => {
    // When the start was sent, before the request left. Null says that it was never sent.
    addColumn(sql, "intents", "sent_at", "INTEGER");
    // Whether a webhook showed that the service has the task.
    addColumn(sql, "intents", "proved", "INTEGER NOT NULL DEFAULT 0");
    addColumn(sql, "intents", "polled_at", "INTEGER NOT NULL DEFAULT 0");
    addColumn(sql, "tasks", "polled_at", "INTEGER NOT NULL DEFAULT 0");
    // The first version did not note what it had sent.
    sql.exec("UPDATE intents SET sent_at = created WHERE sent_at IS NULL");
    // Sessions of another generation have ended.
    sql.exec("CREATE TABLE IF NOT EXISTS session (generation INTEGER NOT NULL)");
    addSums(sql);
  },
];
