// How much one user may start: so many tasks at a time, so many starts a minute, so many coins a day.

import { spend } from "a2e-wasm/server";
import { factsOf } from "./errors.js";
import { FAMILIES } from "./orders.js";

/** More tasks at a time are a mistake, or somebody else's coins. */
const MOST_BUSY = 200;
const QUOTE_MS = 20_000;
const CODES = { startsPerMinute: "starts_per_minute", coinsPerDay: "coins_per_day" };
const MESSAGES = {
  startsPerMinute: (most) => `You have started ${most} tasks in this minute. More are possible in a moment.`,
  coinsPerDay: (most) => `This would be more than your ${most} coins of the day.`,
};

/**
 * Why a user may not start this now; nothing if they may. Whoever is let through is counted. `busy` is the number of
 * tasks that run, `counters` count starts and coins.
 */
export async function overLimit({ family, params }, { busy, settings, counters, client, user }) {
  if (busy >= MOST_BUSY) return limit("tasks_at_a_time", `More than ${MOST_BUSY} tasks at a time are not watched.`);
  const price = async () => {
    const a2e = await client();
    const question = { endpoint: FAMILIES[family].path, requestBody: JSON.parse(params) };
    return (await a2e.credits.quote(question, { timeoutMs: QUOTE_MS })).credits;
  };
  try {
    const { limit: name, most, waitMs } = await spend({ ...settings.limits, counters }, user, price);
    return name && limit(CODES[name], MESSAGES[name](most), waitMs);
  } catch (error) {
    // Nothing was sent. Without a price nobody knows whether it is too much.
    const { outcomeUnknown, ...facts } = factsOf(error);
    return { ...facts, message: `The price of this start is unknown, so it was not sent. ${facts.message}` };
  }
}

function limit(code, message, retryAfterMs) {
  return { kind: "rate_limit", code, message, retryAfterMs };
}
