// Where a proxy remembers whose records are whose. The first owner of a record stays its owner.

/** Refuses to give a record of one user to another. */
function check(id, user, owner) {
  if (owner !== undefined && owner !== null && owner !== user) throw new Error(`${id} belongs to another user already`);
}

/** In memory: for tests, and for one process that nobody starts again while tasks run. */
export function memoryOwners() {
  const users = new Map();
  return {
    async get(ids) {
      return ids.map((id) => users.get(id));
    },
    async set(id, user) {
      check(id, user, users.get(id));
      users.set(id, user);
    },
  };
}

/** In a namespace of Workers KV. What was written may be unseen elsewhere for a minute: a Durable Object has no such gap. */
export function kvOwners(namespace, { prefix = "a2e:owner:", expirationTtl = 60 * 60 * 24 * 30 } = {}) {
  return {
    async get(ids) {
      return Promise.all(ids.map(async (id) => (await namespace.get(prefix + id)) ?? undefined));
    },
    async set(id, user) {
      check(id, user, await namespace.get(prefix + id));
      await namespace.put(prefix + id, user, { expirationTtl });
    },
  };
}
