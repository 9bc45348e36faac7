// Starts the cheapest tasks within a budget, and follows them to their ends. Nothing is started whose price the service
// does not tell, and nothing more once it has taken more than it told.

import { randomUUID } from "node:crypto";
import { DESCRIBED } from "./description.mjs";
import { typeOf } from "./problems.mjs";
import { STARTS } from "./starts.mjs";

const COINS = DESCRIBED.find(({ name }) => name === "account.coins");
const QUOTE = DESCRIBED.find(({ name }) => name === "credits.quote");
/** All starts together. A task that is not done by then is left to itself. */
const LONGEST_WAIT = 12 * 60_000;

/** The coins that the account has; nothing if the service does not tell. */
async function coins(asker) {
  const count = (await asker.ask(COINS))?.value?.coins;
  return Number.isFinite(count) ? count : undefined;
}

/** Spends `budget` coins at most, by the service's own quotes. */
export async function spend(asker, budget, poll) {
  const { findings } = asker;
  const skipFrom = (starts, reason) => starts.forEach(({ operation }) => findings.skip(operation, reason));
  const before = await coins(asker);
  if (before === undefined) return skipFrom(STARTS, "the service did not tell how many coins there are");
  const priced = await quoted(asker);
  const deadline = Date.now() + LONGEST_WAIT;
  let promised = 0;
  for (const [place, start] of priced.entries()) {
    const { operation, price } = start;
    if (Date.now() >= deadline) return skipFrom(priced.slice(place), "the tasks before it took too long");
    if (promised + price > budget) {
      findings.skip(operation, "it costs more than what is left to spend");
      continue;
    }
    // From here on its price counts as spent, whatever comes of it.
    promised += price;
    const isClear = await begin(asker, start, { timeoutMs: deadline - Date.now(), ...poll });
    const left = await coins(asker);
    const taken = left === undefined ? undefined : before - left;
    findings.saw("coins", { operation: operation.id, quoted: promised, taken: taken ?? "unknown" });
    if (taken > promised) {
      findings.differs(operation, "credits.quote", { kind: "price", expected: `${promised} coins`, seen: `${taken} coins` });
    }
    if (!isClear || !(taken <= promised)) {
      return skipFrom(priced.slice(place + 1), "an earlier start left open what it costs");
    }
  }
}

/** The starts with their prices, the cheapest first. */
async function quoted(asker) {
  const priced = [];
  for (const start of STARTS) {
    const { operation, quote } = start;
    const given = await asker.ask(QUOTE, { params: quote });
    const price = given?.value?.credits;
    if (Number.isFinite(price) && price >= 0) {
      priced.push({ ...start, price });
    } else {
      asker.findings.skip(operation, "the service told no price");
      if (!given) continue;
      const finding = { kind: "quote", path: ["data", "credits"], expected: "a price", seen: typeOf(price) };
      asker.findings.differs(operation, "credits.quote", finding);
    }
  }
  return priced.toSorted((one, other) => one.price - other.price);
}

/** Starts a task and waits for its end. The result says whether it is clear what happened. */
async function begin(asker, { operation, params }, poll) {
  const { findings } = asker;
  // A lost answer is looked for by its key, and never paid twice.
  const options = { idempotencyKey: randomUUID(), keyIsNew: true };
  await asker.ask(operation, { params, options });
  const { value: task, error } = asker.last;
  // A task is followed whatever the answer to its start looked like.
  if (!task) return !error?.outcomeUnknown;
  const end = await asker.follow(operation, task, poll);
  const seen = end.error ? `rejects with ${asker.kindOf(end.error)}` : end.value.state;
  findings.saw("task", { operation: operation.id, end: seen });
  if (seen !== "succeeded") findings.differs(operation, "types", { kind: "task", expected: "succeeded", seen });
  else if (end.value.urls.length === 0) findings.differs(operation, "types", { kind: "task", expected: "a result", seen: "none" });
  return true;
}
