// A brake on guesses of LOGIN_CODE. One Durable Object counts the tries of all visitors.

import { DurableObject } from "cloudflare:workers";
import { addSums, migrate } from "./schema.js";
import { Sums } from "./sums.js";

/** How many tries an address has, and all addresses together. */
const OF_ADDRESS = { most: 10, spanMs: 10 * 60 * 1000 };
const OF_ALL = { most: 300, spanMs: 60 * 60 * 1000 };

export class SignIns extends DurableObject {
  #sums;

  constructor(ctx, env) {
    super(ctx, env);
    migrate(ctx.storage, [addSums]);
    this.#sums = new Sums(ctx.storage.sql);
  }

  /** Counts a try before it is made. Returns 0 if it may be made, or the milliseconds to wait. */
  take(address) {
    const all = keyOf("all", OF_ALL);
    if (this.#sums.get(all) >= OF_ALL.most) return leftOf(OF_ALL);
    // Off Cloudflare a caller can make up addresses. So the tries of all count, too.
    if (this.#sums.add(keyOf(`of ${address}`, OF_ADDRESS), 1, OF_ADDRESS.spanMs) > OF_ADDRESS.most) return leftOf(OF_ADDRESS);
    this.#sums.add(all, 1, OF_ALL.spanMs);
    return 0;
  }

  /** The code of a try was right, so it counts no longer. */
  giveBack(address) {
    for (const [name, span] of [[`of ${address}`, OF_ADDRESS], ["all", OF_ALL]]) {
      if (this.#sums.get(keyOf(name, span)) > 0) this.#sums.add(keyOf(name, span), -1, span.spanMs);
    }
  }
}

function keyOf(name, { spanMs }) {
  return `${name}:${Math.floor(Date.now() / spanMs)}`;
}

function leftOf({ spanMs }) {
  return spanMs - (Date.now() % spanMs);
}
