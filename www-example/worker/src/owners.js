// Whose a record is, for the proxy: a directory of the whole account, in Durable Objects, so that what was written is
// seen everywhere at once. What names a user there is the id of their Watcher, not their name.

import { DurableObject } from "cloudflare:workers";

/** One object could be too few for many users. Ids end in a counter, so the last digit spreads them evenly. */
const shardOf = (id) => id.slice(-1).toLowerCase();

/** A part of the directory. */
export class Owners extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS owners (id TEXT PRIMARY KEY, user TEXT NOT NULL) WITHOUT ROWID");
  }

  get(ids) {
    const { sql } = this.ctx.storage;
    return ids.map((id) => sql.exec("SELECT user FROM owners WHERE id = ?", id).toArray()[0]?.user);
  }

  set(id, user) {
    this.ctx.storage.sql.exec("INSERT OR REPLACE INTO owners VALUES (?, ?)", id, user);
  }

  forget(id) {
    this.ctx.storage.sql.exec("DELETE FROM owners WHERE id = ?", id);
  }
}

/** The directory, as `createProxy` takes it. */
export function ownersOf(env) {
  const shard = (digit) => env.OWNERS.get(env.OWNERS.idFromName(digit));
  return {
    async get(ids) {
      const users = new Map();
      await Promise.all([...Map.groupBy(ids, shardOf)].map(async ([digit, some]) => {
        const found = await shard(digit).get(some);
        some.forEach((id, place) => users.set(id, found[place]));
      }));
      return ids.map((id) => users.get(id));
    },
    set: (id, user) => shard(shardOf(id)).set(id, user),
    forget: (id) => shard(shardOf(id)).forget(id),
  };
}
