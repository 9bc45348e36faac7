// The Durable Object of one user. It starts their tasks, polls them without a page being open, and tells every page
// that is. It may be evicted or started again at any moment, so what matters is in its storage before it is done.

import { DurableObject } from "cloudflare:workers";
import { createClient } from "a2e-wasm";
import { NO_TASK, factsOf } from "./errors.js";
import { Ledger } from "./ledger.js";
import { overLimit } from "./limits.js";
import { newsOf, wholeNewsOf } from "./news.js";
import { FAMILIES } from "./orders.js";
import { ownersOf } from "./owners.js";
import { Pages } from "./pages.js";
import { Polls } from "./polls.js";
import { settingsOf } from "./settings.js";
import { Starts } from "./starts.js";
import { Sums } from "./sums.js";
import { Sweep } from "./sweep.js";

/** A running start is looked after by its own life; this is for the case that the life ends. */
const GUARD_MS = 120_000;
const DELETE_MS = 20_000;
/** Rows in one answer. */
const ROWS = 100;

export class Watcher extends DurableObject {
  #parts;
  #ledger;
  #pages;
  #starts;
  #polls;
  #sweep;

  constructor(ctx, env) {
    super(ctx, env);
    this.#ledger = new Ledger(ctx.storage);
    this.#pages = new Pages(ctx, this.#ledger);
    this.#parts = this.#partsOf(ctx, env);
    this.#starts = new Starts(this.#parts);
    this.#polls = new Polls(this.#parts);
    this.#sweep = new Sweep(this.#parts);
    ctx.blockConcurrencyWhile(async () => {
      this.#ledger.resumeIntents(Date.now());
      // An alarm outlives the object; should it be lost, the next visit sets it again.
      await this.#setAlarm();
    });
  }

  /** What the parts of the Watcher share. */
  #partsOf(ctx, env) {
    const settings = settingsOf(env);
    const { token, service: baseUrl } = settings;
    const parts = { ctx, settings, ledger: this.#ledger, pages: this.#pages, owners: ownersOf(env), user: String(ctx.id) };
    // Not one for all: a client remembers its starts, also those whose task was deleted.
    const client = (fetch) => createClient({ token, baseUrl, ...(fetch && { fetch }) });
    const counters = new Sums(ctx.storage.sql);
    return {
      ...parts,
      client,
      setAlarm: () => this.#setAlarm(),
      overLimit: (order, busy) => overLimit(order, { ...parts, busy, counters, client }),
      /** Tells all pages of a row; returns what they are told. */
      tell: (row) => {
        const news = newsOf(row);
        this.#pages.tell(news);
        return news;
      },
    };
  }

  /** Starts a task: `{ told }`, or `{ error }`. The same key is the same task, and sends nothing again. */
  start(order) {
    return this.#starts.start(order);
  }

  /** Sends an unclear or refused start again: `{ told }`, or `{ error }`. */
  resume(key) {
    return this.#starts.resume(key);
  }

  /** Deletes a task at the service and here, or gives up a start. Returns `{}`, or `{ error }`. */
  async forget(id) {
    const task = this.#ledger.task(id);
    if (task) return this.#forgetTask(task);
    if (!this.#ledger.intent(id)) return { error: NO_TASK };
    if (!(await this.#starts.giveUp(id))) {
      return { error: { kind: "conflict", message: "It is being started. It can be deleted in a moment." } };
    }
    // It may have become a task meanwhile.
    if (!this.#ledger.intent(id)) return { error: NO_TASK };
    this.#ledger.removeIntent(id);
    this.#pages.tell(this.#ledger.gone(id));
    return {};
  }

  async #forgetTask({ id, family }) {
    const { client, owners, user } = this.#parts;
    try {
      // A family that this version does not know can only be deleted here.
      if (Object.hasOwn(FAMILIES, family)) await (await client())[family].delete(id, { timeoutMs: DELETE_MS });
    } catch (error) {
      // A task that is not there is as deleted as it can be.
      if (error.kind !== "not_found") return { error: factsOf(error) };
    }
    // The row goes last: should the object die here, the task can be deleted again.
    await owners.forget([id], user);
    this.#ledger.removeTask(id);
    this.#pages.tell(this.#ledger.gone(id));
    return {};
  }

  /** What is known, the oldest changes first: `{ all, next }`. `next` is where the next page begins, if there is one. */
  all(after) {
    const rows = this.#ledger.rowsAfter(after, ROWS);
    return { all: rows.map(newsOf), next: rows.length === ROWS ? rows.at(-1).version : undefined };
  }

  /** One task with its whole view, however long; nothing if there is none. */
  one(id) {
    const row = this.#ledger.task(id) ?? this.#ledger.intent(id);
    return row && wholeNewsOf(row);
  }

  /** A webhook came. It is a reason to poll, and the alarm does that: it survives whatever happens now. */
  async wake(nonce) {
    if (this.#ledger.wake(nonce, Date.now())) await this.#setAlarm();
  }

  /** The generation of the user's sessions, for a new one. */
  generation() {
    return this.#ledger.generation();
  }

  /** Ends all sessions of the user, and with them the open pages. */
  signOut() {
    this.#ledger.endGeneration();
    this.#pages.closeAll();
  }

  /** A page opens its socket. The Worker made this request: its address says when the session ends. */
  fetch(request) {
    return this.#pages.open(Number(new URL(request.url).searchParams.get("until")));
  }

  webSocketMessage(socket, message) {
    this.#pages.hear(socket, message);
  }

  // With a close of a page, workerd closes our side.
  webSocketClose() {}
  webSocketError() {}

  /** Begins all that is due, and waits for none of it. What this run begins sets the alarm when it has ended. */
  async alarm() {
    const now = Date.now();
    this.#sweep.begin(now);
    this.#starts.takeUp(now);
    this.#polls.begin(now);
    await this.#setAlarm();
  }

  /** Sets the alarm to what is due next. What is under way is due later, for the case that this life ends before it. */
  async #setAlarm() {
    const now = Date.now();
    const { families, intents, end } = this.#ledger.dueTimes();
    const times = [
      ...families.map(({ family, at }) => Math.max(at, this.#polls.notBefore(family))),
      ...intents.map(({ key, at }) => (this.#starts.isRunning(key) ? Math.max(at, now + GUARD_MS) : at)),
    ];
    if (end !== undefined) times.push(Math.max(end, this.#sweep.notBefore));
    const wanted = Math.min(...times);
    const set = await this.ctx.storage.getAlarm();
    if (wanted < (set ?? Infinity)) await this.ctx.storage.setAlarm(wanted);
  }
}
