// Whose a record is, for the proxy: a directory of the whole account, in Durable Objects, so that what was written is
// seen everywhere at once. A user is named there by the id of their Watcher, not by their name.

import { DurableObject } from "cloudflare:workers";
import { migrate } from "./schema.js";

const STEPS = [
  (sql) => sql.exec("CREATE TABLE IF NOT EXISTS owners (id TEXT PRIMARY KEY, user TEXT NOT NULL) WITHOUT ROWID"),
];

/** The service reads its ids in capitals and small letters alike, so they are one id here. */
const plain = (id) => (/^[0-9a-f]{24}$/i.test(id) ? id.toLowerCase() : id);
/** One object could be too few for many users. Ids end in a counter, so the last digit spreads them evenly. */
const shardOf = (id) => id.slice(-1).toLowerCase();

/** A part of the directory. */
export class Owners extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    migrate(ctx.storage, STEPS);
  }

  get(ids) {
    const { sql } = this.ctx.storage;
    return ids.map((id) => sql.exec("SELECT user FROM owners WHERE id = ?", id).toArray()[0]?.user);
  }

  /** Notes the first owner of an id, who stays; returns the owner. */
  set(id, user) {
    this.ctx.storage.sql.exec("INSERT INTO owners VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, user);
    return this.get([id])[0];
  }

  /** Forgets ids, as far as they are this user's. */
  forget(ids, user) {
    for (const id of ids) this.ctx.storage.sql.exec("DELETE FROM owners WHERE id = ? AND user = ?", id, user);
  }
}

/** The directory, as `createProxy` takes it. */
export function ownersOf(env) {
  const shard = (digit) => env.OWNERS.get(env.OWNERS.idFromName(digit));
  const shards = (ids) => [...Map.groupBy(ids.map(plain), shardOf)];
  return {
    async get(ids) {
      const users = new Map();
      await Promise.all(shards(ids).map(async ([digit, some]) => {
        const found = await shard(digit).get(some);
        some.forEach((id, place) => users.set(id, found[place]));
      }));
      return ids.map((id) => users.get(plain(id)));
    },

    /** Throws where the id is another user's: the first owner stays. */
    async set(id, user) {
      const owner = await shard(shardOf(id)).set(plain(id), user);
      if (owner !== user) throw new OwnerConflict("The service named a record of another user.");
    },

    forget: (ids, user) => Promise.all(shards(ids).map(([digit, some]) => shard(digit).forget(some, user))),
  };
}

/** A record has an owner already. */
export class OwnerConflict extends Error {}
