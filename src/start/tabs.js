// What the pages of one origin, and the clients of one process, tell each other about their starts.

import { attempt } from "../host/host.js";

const OURS = "a2e-wasm:";

/** The notes of a process. */
const memory = {};

/** One start, as the pages of an origin, or the clients of a process, share it. */
export class Tab {
  constructor(base, family, tag, inPage) {
    // Without the token, which a page may get anew each time it is opened.
    this.name = [OURS, base, family, tag].join(" ");
    // A page may have no storage.
    this.notes = attempt(() => inPage && localStorage) || memory;
  }

  /** Waits until no other page makes this start, and keeps the others out. */
  lock() {
    const released = new Promise((/** @type {(value?: unknown) => void} */ release) => (this.release = release));
    return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
      const hold = () => (resolve(), released);
      // Pages that are not secure contexts have no locks; in some frames each request is refused.
      attempt(() => navigator.locks.request(this.name, hold).catch(resolve)) ?? resolve();
    });
  }

  /** Nobody is kept out outside of pages. */
  release() {}

  /** When it was noted that this start is sent, or 0. Notes that are older than the window are removed. */
  sentAt(window) {
    const { name, notes } = this;
    attempt(() => {
      for (const key of Object.keys(notes)) {
        if (key.startsWith(OURS) && !(notes[key] > Date.now() - window)) delete notes[key];
      }
    });
    return attempt(() => Number(notes[name])) || 0;
  }

  /** Notes that the start is being sent at this time, or with 0 that its end is known. */
  note(sentAt) {
    // The storage of a page may be full.
    attempt(() => {
      if (sentAt) this.notes[this.name] = sentAt;
      else delete this.notes[this.name];
    });
  }
}
