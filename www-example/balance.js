// The coins in the header. What it shows is a courtesy: a balance that cannot
// be read never gets in the way of a task.

import { coinsText } from "./format.js";

export function createBalance(a2e, output) {
  let current = Promise.resolve();
  let next;

  async function ask() {
    try {
      const { coins } = await a2e.account.coins();
      output.textContent = coinsText(coins);
      return coins;
    } catch {
      output.textContent = "unknown";
      return undefined;
    }
  }

  return {
    /**
     * Asks, shows, and answers the number of coins, or nothing. An answer on its way may be older than the
     * question, so whoever asks meanwhile gets the next one, together.
     */
    read() {
      next ??= current.then(() => {
        next = undefined;
        current = ask();
        return current;
      });
      return next;
    },
  };
}
