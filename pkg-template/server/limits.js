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

/**
 * Counts a start. Returns the limit that forbids it and how long to wait, or an empty object. `price` asks what it would cost.
 * @returns {Promise<import("../../src/server/seam.d.ts").Outcome>}
 */
export async function spend({ startsPerMinute, coinsPerDay, roomSeconds, counters }, user, price, seconds) {
  const now = Date.now();
  const add = async (what, span, amount) => {
    const total = await counters.add(`${what}:${user}:${Math.floor(now / span)}`, amount, span);
    // Compared with a number, anything else would be less.
    if (!Number.isFinite(total)) throw new TypeError("`counters.add` gave no number");
    return total;
  };
  const over = (limit, most, span) => ({ limit, most, waitMs: span - (now % span) });
  if (startsPerMinute && (await add("starts", MINUTE_MS, 1)) > startsPerMinute) {
    return over("startsPerMinute", startsPerMinute, MINUTE_MS);
  }
  // A room has a budget of its own, because the service may name no price for it.
  if (seconds !== undefined && roomSeconds) {
    if ((await add("rooms", DAY_MS, seconds)) <= roomSeconds) return {};
    await add("rooms", DAY_MS, -seconds);
    return over("roomSeconds", roomSeconds, DAY_MS);
  }
  if (!coinsPerDay) return {};
  const coins = await price();
  if ((await add("coins", DAY_MS, coins)) <= coinsPerDay) return {};
  // What was not spent is there for a cheaper one.
  await add("coins", DAY_MS, -coins);
  return over("coinsPerDay", coinsPerDay, DAY_MS);
}
