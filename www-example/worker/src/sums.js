// Sums that end after a time, in the storage of a Durable Object. They are the `counters` of the package's `spend`.

export class Sums {
  #sql;

  constructor(sql) {
    this.#sql = sql;
  }

  /** Adds to the sum of a key; returns the new sum. A sum ends `lifeMs` after its first amount. */
  add(key, amount, lifeMs) {
    const now = Date.now();
    this.#sql.exec("DELETE FROM sums WHERE until <= ?", now);
    const query = "INSERT INTO sums VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET total = total + ?2 RETURNING total";
    return this.#sql.exec(query, key, amount, now + lifeMs).one().total;
  }

  /** The sum of a key. */
  get(key) {
    const query = "SELECT total FROM sums WHERE key = ? AND until > ?";
    return this.#sql.exec(query, key, Date.now()).toArray()[0]?.total ?? 0;
  }
}
