// What the pages of one origin tell each other about their starts.

import { attempt } from "./host.js";

const OURS = "a2e-wasm:";

/** A lock that one page of the origin has at a time. `held` is fulfilled when it is ours, or where there are no locks. */
export class Lock {
  constructor(name) {
    const released = new Promise((release) => (this.release = release));
    this.held = new Promise((resolve) => {
      const hold = () => {
        resolve();
        return released;
      };
      // Pages that are not secure contexts have no locks; in some frames each request is refused.
      attempt(() => navigator.locks.request(OURS + name, hold).catch(resolve)) ?? resolve();
    });
  }
}

/** When a page noted that it sent a start; `undefined` without a note. Notes from before `oldest` are removed. */
export function noted(name, oldest) {
  return attempt(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(OURS) && !(localStorage[key] > oldest)) localStorage.removeItem(key);
    }
    return Number(localStorage[OURS + name]) || undefined;
  });
}

/** Notes when a start was sent, or that there is nothing to note any more. A page may have no storage, or a full one. */
export function note(name, sentAt) {
  attempt(() => {
    if (sentAt) localStorage[OURS + name] = sentAt;
    else localStorage.removeItem(OURS + name);
  });
}
