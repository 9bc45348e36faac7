// What the pages of one origin tell each other about their starts.

import { attempt } from "../host/host.js";

const OURS = "a2e-wasm:";

/** One start, as the pages of an origin share it. */
export class Tab {
  constructor(base, family, tag) {
    // Without the token, which a page may get anew each time it is opened.
    this.name = [OURS, base, family, tag].join(" ");
  }

  /** Waits until no other page makes this start, and keeps the others out. */
  lock() {
    const released = new Promise((release) => (this.release = release));
    return new Promise((resolve) => {
      const hold = () => (resolve(), released);
      // Pages that are not secure contexts have no locks; in some frames each request is refused.
      attempt(() => navigator.locks.request(this.name, hold).catch(resolve)) ?? resolve();
    });
  }

  /** When a page noted that it sends this start, or 0. Notes that are older than the window are removed. */
  sentAt(window) {
    attempt(() => {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(OURS) && !(localStorage[key] > Date.now() - window)) delete localStorage[key];
      }
    });
    return attempt(() => Number(localStorage[this.name])) || 0;
  }

  /** Notes that the start is being sent at this time, or with 0 that its end is known. */
  note(sentAt) {
    // A page may have no storage, or a full one.
    attempt(() => {
      if (sentAt) localStorage[this.name] = sentAt;
      else delete localStorage[this.name];
    });
  }
}
