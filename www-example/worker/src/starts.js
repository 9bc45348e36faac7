// Starts. Each is sent once in all lives of the object: before it leaves, it is written down that it was sent. A life
// that finds such a start looks for its task in the service's list, and never sends it by itself.

import { signWebhook } from "a2e-wasm/server";
import { digest } from "./digest.js";
import { CONFLICT, NO_TASK, factsOf } from "./errors.js";
import { errorOf, newsOf } from "./news.js";
import { pauseAsked } from "./pace.js";
import { webhookUrl } from "./settings.js";

/** By then a start has ended, whatever happened. */
const GUARD_MS = 120_000;
/** How often a start that the service refuses for now, and for which no page waits, is sent again, or is looked for again. */
const MOST_ATTEMPTS = 10;

export class Starts {
  #parts;
  /** The starts under way, by key: `{ family, params, outcome, polls? }`. `polls` ends one that sends nothing. */
  #running = new Map();
  /** How many of them have no row yet. */
  #asking = 0;

  /** `parts` are those of the Watcher. */
  constructor(parts) {
    this.#parts = parts;
  }

  isRunning(key) {
    return this.#running.has(key);
  }

  /** Starts a task; returns `{ told }` or `{ error }`. The same key is the same task, and sends nothing again. */
  async start({ key, family, params: given }) {
    const { ledger } = this.#parts;
    const params = JSON.stringify(given);
    const known = this.#running.get(key) ?? ledger.taskOf(key) ?? ledger.intent(key);
    if (!known) return this.#run({ key, family, params }, () => this.#begin({ key, family, params }));
    if (known.family !== family || known.params !== params) return { error: CONFLICT };
    if (known.outcome) return known.outcome;
    if (known.id) return { told: newsOf(known) };
    // Only a person sends again what is unclear or was refused, by `resume`.
    if (known.state !== "sending") return { error: errorOf(known) };
    return this.#carryOn(known);
  }

  /**
   * Sends an unclear or refused start again, because a person wants it. The service's list is read first. A start that is
   * still being sent, or of which there is a task, is only looked for.
   */
  async resume(key) {
    const { ledger, overLimit } = this.#parts;
    if (this.isRunning(key)) return this.#running.get(key).outcome;
    const intent = ledger.intent(key);
    if (!intent) return { error: NO_TASK };
    // The service may still work on what an earlier life sent, or a webhook showed that it has the task.
    if (intent.state === "sending" || (intent.state === "unknown" && intent.proved)) return this.#carryOn(intent);
    return this.#run(intent, async () => {
      const refusal = await overLimit(intent, ledger.busy() - 1);
      if (refusal) return { error: refusal };
      const again = ledger.changeIntent(intent, { state: "sending", nextPoll: Date.now() + GUARD_MS });
      return this.#send(again, {});
    });
  }

  /** Takes up the starts that are due. Returns at once. */
  takeUp(now) {
    for (const intent of this.#parts.ledger.dueIntents(now)) {
      if (!this.isRunning(intent.key)) this.#carryOn(intent);
    }
  }

  /**
   * Ends a start that only looks for its task, so that it can be deleted. Returns whether the key is free now: a start
   * that is being sent cannot be ended, because its task would be nobody's.
   */
  async giveUp(key) {
    const run = this.#running.get(key);
    if (!run) return true;
    if (!run.polls) return false;
    run.polls.abort();
    await run.outcome;
    return true;
  }

  /** Registers a start while it is under way, so that nobody does the same beside it. */
  #run({ key, family, params }, job) {
    const run = { family, params };
    this.#running.set(key, run);
    run.outcome = (async () => job(run))()
      .catch((error) => ({ error: factsOf(error) }))
      .finally(() => {
        this.#running.delete(key);
        return this.#parts.setAlarm();
      });
    return run.outcome;
  }

  /** A start that is new here. */
  async #begin(order) {
    const { ctx, ledger, overLimit, settings, setAlarm } = this.#parts;
    this.#asking += 1;
    const refusal = await overLimit(order, ledger.busy() + this.#asking - 1).finally(() => (this.#asking -= 1));
    if (refusal) return { error: refusal };
    const now = Date.now();
    // It leads the webhook back to this object, and tells nobody who the user is. The same start has the same one.
    const nonce = `${ctx.id}.${await digest(settings.webhookSecret, String(ctx.id), order.key)}`;
    const intent = ledger.addIntent(order, { hook: webhookUrl(settings), nonce, now, resumeAt: now + GUARD_MS });
    await setAlarm();
    return this.#send(intent, { isFirst: true });
  }

  /** A start that an earlier life of the object left, or whose webhook came. */
  #carryOn(intent) {
    const { ledger } = this.#parts;
    return this.#run(intent, (run) => {
      const { sent_at: sentAt } = intent;
      if (sentAt === null) return this.#send(intent, {});
      run.polls = new AbortController();
      const now = Date.now();
      // Should this life end meanwhile, the next one polls again.
      ledger.notePoll(intent.key, now, now + GUARD_MS);
      return this.#send(intent, { sentAt, signal: run.polls.signal });
    });
  }

  /** Sends a start, or with `sentAt` looks for the task of one that was sent. */
  async #send(intent, { isFirst = false, sentAt, signal }) {
    const { ctx, settings } = this.#parts;
    const { key, family, hook, nonce } = intent;
    try {
      const webhook = hook ? await signWebhook(hook, { secret: settings.webhookSecret, family, nonce }) : {};
      const params = { ...JSON.parse(intent.params), ...webhook.params };
      // All users share an account and its list: the key of one must not find the task of another.
      const idempotencyKey = (await digest(String(ctx.id), key)).slice(0, 32);
      const a2e = await this.#clientThatNotes(key);
      const view = await a2e[family].start(params, {
        idempotencyKey,
        ...(sentAt !== undefined && { sentAt, signal }),
        // The list has no task of a start that was never sent.
        keyIsNew: intent.sent_at === null,
      });
      return { told: await this.#settle(intent, view) };
    } catch (error) {
      return { error: this.#failed(intent, error, isFirst) };
    }
  }

  /** A client for one start. What it sends is written down, on disk, before it leaves. */
  #clientThatNotes(key) {
    const { client, ctx, ledger } = this.#parts;
    return client(async (url, init) => {
      if (init.method !== "GET") {
        ledger.noteSent(key, Date.now());
        await ctx.storage.sync();
      }
      return fetch(url, init);
    });
  }

  async #settle(intent, view) {
    const { ledger, owners, pages, settings, tell, user } = this.#parts;
    // Before the task is shown, or its own user could not read it by the proxy.
    await owners.set(view.id, user);
    const isProved = ledger.intent(intent.key)?.proved;
    const row = ledger.settle(intent, view, { nextPoll: Date.now() + (isProved ? 0 : settings.pauseMs) });
    // The pages that were shown the intent let go of it.
    pages.tell(ledger.gone(intent.key));
    return tell(row);
  }

  /** Keeps what became of a start that brought no task; returns the facts of the error. */
  #failed(intent, error, isFirst) {
    const { ledger, settings, tell } = this.#parts;
    const { key, attempts } = intent;
    const facts = factsOf(error);
    const now = Date.now();
    const row = ledger.intent(key);
    const isUnclear = facts.outcomeUnknown || facts.kind === "unknown_outcome" || facts.kind === "internal";
    // A refusal of this attempt does not tell what an earlier one did.
    if (intent.sent_at !== null || (row.sent_at !== null && isUnclear)) {
      // A webhook came, so there is a task. Or it was a failure of our own, which may pass. The list is read again.
      const again = (row.proved || facts.kind === "internal") && attempts < MOST_ATTEMPTS;
      const nextPoll = again ? now + pauseAsked(attempts, settings.pauseMs) : null;
      tell(ledger.changeIntent(row, { state: "unknown", error: facts, attempts: attempts + 1, nextPoll }));
    } else if (isFirst) {
      // Nothing was started, and the caller is told so.
      ledger.removeIntent(key);
    } else if (facts.retryable && attempts < MOST_ATTEMPTS) {
      const nextPoll = now + pauseAsked(attempts, settings.pauseMs, facts.retryAfterMs);
      ledger.changeIntent(row, { state: "sending", attempts: attempts + 1, nextPoll, sentAt: null });
    } else {
      const refused = { state: "refused", error: facts, expires: now + settings.keepMs, sentAt: null };
      tell(ledger.changeIntent(row, refused));
      ledger.trim(now);
    }
    return facts;
  }
}
