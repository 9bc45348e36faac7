// Polls of tasks that run. Each family is polled by itself, so that one that is slow holds up no other, and no alarm
// waits for any of them.

import { viewOf } from "./news.js";
import { FAMILIES } from "./orders.js";
import { judge, judgeUnknownFamily } from "./pace.js";

/** What comes due so soon is polled together with what is due. */
const TOGETHER_MS = 500;
/** The limit of one request, and that of a poll, which can take several requests. */
const REQUEST_MS = 10_000;
const POLL_MS = 30_000;
/** By then a poll has ended, whatever happened. */
const GUARD_MS = POLL_MS + 10_000;

export class Polls {
  #parts;
  /** By family: the time before which it is not polled again, because a poll is under way. */
  #until = new Map();

  /** `parts` are those of the Watcher: its ledger, pages, client and settings, and what sets its alarm. */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Polls the families that have tasks that are due. Returns at once. */
  begin(now) {
    const due = Map.groupBy(this.#parts.ledger.dueTasks(now + TOGETHER_MS), ({ family }) => family);
    for (const [family, rows] of due) {
      if (this.notBefore(family) <= now) this.#poll(family, rows, now);
    }
  }

  /** The time before which a family is not polled again. */
  notBefore(family) {
    return this.#until.get(family) ?? 0;
  }

  async #poll(family, rows, now) {
    this.#until.set(family, now + GUARD_MS);
    try {
      const verdicts = Object.hasOwn(FAMILIES, family) ? await this.#verdicts(rows) : rows.map((row) => this.#unknownFamily(row));
      rows.forEach((row, place) => this.#keep(row, verdicts[place]));
      this.#until.delete(family);
    } catch (error) {
      // A bug of ours. The tasks stay due, and are polled after the guard's time.
      console.error("poll:", error?.name, error?.stack?.split("\n")[1]?.trim());
    }
    await this.#parts.setAlarm();
  }

  async #verdicts(rows) {
    const { client, settings } = this.#parts;
    const a2e = await client();
    const tasks = rows.map((row) => viewOf(row) ?? { family: row.family, id: row.id });
    const options = { timeoutMs: REQUEST_MS, maxRetries: 0, signal: AbortSignal.timeout(POLL_MS) };
    const outcomes = await a2e.check(tasks, options).catch((reason) => rows.map(() => ({ status: "rejected", reason })));
    const clock = { ...settings, now: Date.now() };
    return rows.map((row, place) => judge(row, viewOf(row), outcomes[place], clock));
  }

  #unknownFamily(row) {
    return judgeUnknownFamily(row, { ...this.#parts.settings, now: Date.now() });
  }

  #keep(row, verdict) {
    const { ledger, pages, tell } = this.#parts;
    const current = ledger.task(row.id);
    // Deleted meanwhile.
    if (!current) return;
    // A webhook came while the poll was under way, so there is another poll.
    if (current.next_look !== row.next_look && verdict.nextPoll) verdict.nextPoll = current.next_look;
    const now = Date.now();
    const kept = ledger.keep(row, verdict, now);
    if (kept.expires) ledger.trim(now);
    if (verdict.isNews) tell(kept);
  }
}
