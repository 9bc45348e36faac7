// Forgets what ended long ago. A row goes last: should the object die half way, its next life does the same again.

/** So many rows are forgotten together. */
const BATCH = 100;
const GUARD_MS = 60_000;

export class Sweep {
  #parts;
  /** The time before which there is no other sweep: one is under way, or it failed. */
  notBefore = 0;

  constructor(parts) {
    this.#parts = parts;
  }

  /** Forgets what is past its time. Returns at once. */
  begin(now) {
    const { end = Infinity } = this.#parts.ledger.dueTimes();
    if (end <= now && this.notBefore <= now) this.#sweep(now);
  }

  async #sweep(now) {
    const { ledger, pages, owners, user, setAlarm } = this.#parts;
    this.notBefore = now + GUARD_MS;
    try {
      for (let ids; (ids = ledger.expiredTasks(now, BATCH)).length; ) {
        await owners.forget(ids, user);
        for (const id of ids) ledger.removeTask(id);
        for (const id of ids) pages.tell(ledger.gone(id));
      }
      for (const key of ledger.expiredIntents(now)) {
        ledger.removeIntent(key);
        pages.tell(ledger.gone(key));
      }
      this.notBefore = 0;
    } catch (error) {
      // The directory cannot be reached: it is tried again after the guard's time.
      console.error("sweep:", error?.name);
    }
    await setAlarm();
  }
}
