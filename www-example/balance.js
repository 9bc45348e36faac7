// The coins in the header. What it shows is a courtesy: a balance that cannot
// be read never gets in the way of a swap.

import { coinsText } from "./format.js";

export function createBalance(a2e, output) {
  return {
    /** Asks, shows, and answers the number of coins, or nothing. */
    async read() {
      try {
        const { coins } = await a2e.account.coins();
        output.textContent = coinsText(coins);
        return coins;
      } catch {
        output.textContent = "unknown";
        return undefined;
      }
    },
  };
}
