// The tables of a Durable Object and their changes from version to version.

/**
 * Brings the tables to the newest version. `steps` are functions of the SQL storage, in order; a released step never
 * changes. Tables of a newer version stay as they are: after a rollback this version reads the columns that it knows.
 */
export function migrate(storage, steps) {
  const { sql } = storage;
  storage.transactionSync(() => {
    sql.exec("CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL)");
    const version = sql.exec("SELECT version FROM schema").toArray()[0]?.version ?? 0;
    if (version >= steps.length) return;
    for (const step of steps.slice(version)) step(sql);
    sql.exec("DELETE FROM schema");
    sql.exec("INSERT INTO schema VALUES (?)", steps.length);
  });
}

/** Adds a column unless the table has it. */
export function addColumn(sql, table, name, type) {
  const columns = sql.exec(`PRAGMA table_info(${table})`).toArray();
  if (!columns.some((column) => column.name === name)) sql.exec(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
}

/** Sums that end after a time: see `sums.js`. */
export function addSums(sql) {
  sql.exec("CREATE TABLE IF NOT EXISTS sums (key TEXT PRIMARY KEY, total REAL NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID");
}
