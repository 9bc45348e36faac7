// How much a user may start. What is counted is what was let through: a start that the service refuses counts as well.

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** In memory: for one process; several of them each let through as much. */
export function memoryCounters() {
  const totals = new Map();
  return {
    async add(key, amount, lifeMs) {
      const now = Date.now();
      for (const [old, { until }] of totals) if (until <= now) totals.delete(old);
      const { total = 0, until = now + lifeMs } = totals.get(key) ?? {};
      totals.set(key, { total: total + amount, until });
      return total + amount;
    },
  };
}

/** Counts a start. Gives nothing if it may be, or how long to wait. `price` asks what it would cost. */
export async function spend({ startsPerMinute, coinsPerDay, counters }, user, price) {
  const now = Date.now();
  const add = (what, span, amount) => counters.add(`${what}:${user}:${Math.floor(now / span)}`, amount, span);
  const left = (span) => span - (now % span);
  if (startsPerMinute && (await add("starts", MINUTE_MS, 1)) > startsPerMinute) return left(MINUTE_MS);
  if (!coinsPerDay) return undefined;
  const coins = await price();
  if ((await add("coins", DAY_MS, coins)) <= coinsPerDay) return undefined;
  // What was not spent is there for a cheaper one.
  await add("coins", DAY_MS, -coins);
  return left(DAY_MS);
}
