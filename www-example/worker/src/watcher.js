// The Durable Object of one user: it starts their tasks, watches them without a page being open, and tells every page
// that is. It may be evicted or started again at any moment, so what matters is in its storage before it is done.

import { DurableObject } from "cloudflare:workers";
import { A2EError, createClient } from "a2e-wasm";
import { signWebhook } from "a2e-wasm/server";
import { Ledger } from "./ledger.js";
import { ownersOf } from "./owners.js";
import { judge, pauseAfter } from "./pace.js";
import { Pages } from "./push.js";
import { settingsOf } from "./settings.js";

/** A start looks for its task for most of a minute after trouble; before that nobody takes it up again. */
const START_MS = 120_000;
/** More at a time are a mistake, or somebody else's coins. */
const MOST = 200;
/** The rows of the service's list that are read at a time. */
const LIST_PAGE = 100;
/** How far the service's clock may be behind ours. */
const SKEW_MS = 300_000;
/** What comes due so soon is looked at together with what is due. */
const TOGETHER_MS = 500;

export class Watcher extends DurableObject {
  #ledger;
  #pages;
  #client;
  /** The starts under way, by key. */
  #starts = new Map();

  constructor(ctx, env) {
    super(ctx, env);
    this.settings = settingsOf(env);
    this.#pages = new Pages(ctx);
    this.#ledger = new Ledger(ctx.storage);
    ctx.blockConcurrencyWhile(async () => {
      this.#ledger.resumeIntents(Date.now());
      // An alarm outlives the object; should it be lost, the next visit sets it again.
      await this.#setAlarm();
    });
  }

  /** Starts a task: `{ told }`, or `{ error }`. The same key is the same task, and sends nothing again. */
  async start({ key, family, params }, hook) {
    const known = this.#ledger.taskOf(key) ?? this.#ledger.intent(key);
    if (known && (known.family !== family || known.params !== JSON.stringify(params))) {
      return { error: { kind: "validation", message: "This key is that of a start with other parameters.", status: 409 } };
    }
    if (known?.id) return { told: this.#ledger.told(known) };
    if (!known && this.#ledger.busy() >= MOST) {
      return { error: { kind: "rate_limit", message: `More than ${MOST} tasks at a time are not watched.`, status: 429 } };
    }
    const now = Date.now();
    // The object's id leads the webhook back here, and tells nobody who the user is.
    const nonce = known?.nonce ?? `${this.ctx.id}.${crypto.randomUUID()}`;
    const intent = known ?? this.#ledger.addIntent({ key, family, params }, { hook, nonce, now, resumeAt: now + START_MS });
    await this.#setAlarm();
    return this.#send(intent, { isFirst: !known });
  }

  /** Deletes a task at the service and here, or gives up an intent. */
  async forget(id) {
    const task = this.#ledger.task(id);
    if (!task && !this.#ledger.intent(id)) {
      return { error: { kind: "not_found", message: "There is no such task of yours.", status: 404 } };
    }
    if (!task && this.#starts.has(id)) {
      return { error: { kind: "validation", message: "It is being started; wait for that.", status: 409 } };
    }
    try {
      if (task) await (await this.#a2e())[task.family].delete(id);
    } catch (error) {
      // A task that is not there is as deleted as it can be.
      if (error.kind !== "not_found") return { error: factsOf(error) };
    }
    this.#ledger.remove(id);
    this.#pages.tell(this.#ledger.gone(id));
    if (task) await ownersOf(this.env).forget(id);
    return {};
  }

  all() {
    return this.#ledger.all();
  }

  /** A webhook came. It is a reason to look, and the alarm does the looking: that survives whatever happens now. */
  async wake(nonce) {
    if (this.#ledger.wake(nonce, Date.now())) await this.#setAlarm();
  }

  /** A page opens its socket. */
  fetch() {
    return this.#pages.open(this.#ledger.all());
  }

  // What pages have to say comes by requests. With a close of theirs, workerd closes our side.
  webSocketMessage() {}
  webSocketClose() {}
  webSocketError() {}

  /** At least once for what is due, also after a crash half way: every step finds what the last run left. */
  async alarm() {
    const now = Date.now();
    for (const id of this.#ledger.expire(now)) {
      this.#pages.tell(this.#ledger.gone(id));
      if (/^[0-9a-f]{24}$/i.test(id)) await ownersOf(this.env).forget(id);
    }
    const intents = this.#ledger.dueIntents(now);
    // Should this run break off, the next one comes to them later, or it would find them due again and again.
    for (const { key } of intents) this.#ledger.postpone(key, now + START_MS);
    await Promise.all([this.#look(now), ...intents.map((intent) => this.#send(intent))]);
    await this.#setAlarm();
  }

  /** Looks once at all tasks that are due, with as few requests as possible. */
  async #look(now) {
    const due = this.#ledger.dueTasks(now + TOGETHER_MS);
    if (!due.length) return;
    const a2e = await this.#a2e();
    const outcomes = await a2e.check(due.map(({ view }) => JSON.parse(view)));
    due.forEach((row, place) => {
      const current = this.#ledger.task(row.id);
      // Deleted meanwhile.
      if (!current) return;
      const verdict = judge(row, outcomes[place], { ...this.settings, now: Date.now() });
      // A webhook that came while we looked wants another look.
      if (current.next_look !== row.next_look && verdict.nextLook) verdict.nextLook = current.next_look;
      const kept = this.#ledger.keep(row, verdict);
      if (verdict.isNews) this.#pages.tell(this.#ledger.told(kept));
    });
  }

  /** Sends a start, or joins the one that is under way with this key. */
  #send(intent, { isFirst = false } = {}) {
    const { key } = intent;
    if (!this.#starts.has(key)) {
      this.#starts.set(key, this.#sent(intent, isFirst).finally(() => this.#starts.delete(key)));
    }
    return this.#starts.get(key);
  }

  async #sent(intent, isFirst) {
    const { key, family, hook, nonce } = intent;
    // On disk before anything leaves: a start that nobody remembers is paid for in vain.
    await this.ctx.storage.sync();
    try {
      const webhook = hook ? await signWebhook(hook, { secret: this.settings.webhookSecret, family, nonce }) : {};
      const a2e = await this.#a2e();
      const params = { ...JSON.parse(intent.params), ...webhook.params };
      const idempotencyKey = await this.#ownKey(key);
      // It goes into the task's name. If this start was sent before, the list has the task, and it is taken.
      const earlier = isFirst ? undefined : await earlierTask(a2e[family], idempotencyKey, intent.created);
      const view = earlier ?? (await a2e[family].start(params, { idempotencyKey }));
      return { told: await this.#started(intent, view) };
    } catch (error) {
      return { error: this.#failed(intent, error, isFirst) };
    } finally {
      await this.#setAlarm();
    }
  }

  /** All users share an account, and with it its list: the key of one must not find the task of another. */
  async #ownKey(key) {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${this.ctx.id}\n${key}`));
    return [...new Uint8Array(bytes, 0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async #started(intent, view) {
    const { pauseMs } = this.settings;
    // Before the task is shown, or its own user could not read it by the proxy.
    await ownersOf(this.env).set(view.id, String(this.ctx.id));
    const isWoken = this.#ledger.intent(intent.key)?.woken;
    const nextLook = Date.now() + (isWoken ? 0 : pauseMs);
    const told = this.#ledger.told(this.#ledger.settle(intent, view, { nextLook, expires: null }));
    // Those pages that were shown the intent let go of it.
    this.#pages.tell(this.#ledger.gone(intent.key));
    this.#pages.tell(told);
    return told;
  }

  #failed({ key, state, attempts }, error, isFirst) {
    const facts = factsOf(error);
    const { keepMs, pauseMs } = this.settings;
    const now = Date.now();
    if (state === "unknown" || facts.outcomeUnknown || facts.kind === "unknown_outcome" || facts.kind === "internal") {
      // It may have been paid for, so it stays until somebody has looked: the same key again looks first.
      this.#pages.tell(this.#ledger.told(this.#ledger.changeIntent(key, { state: "unknown", error: facts })));
    } else if (isFirst) {
      // Nothing was started, and whoever asked is told so.
      this.#ledger.remove(key);
    } else if (facts.retryable) {
      const nextLook = now + Math.max(pauseAfter(attempts, pauseMs), facts.retryAfterMs ?? 0);
      this.#ledger.changeIntent(key, { state: "sending", attempts: attempts + 1, nextLook });
    } else {
      const refused = { state: "refused", error: facts, expires: now + keepMs };
      this.#pages.tell(this.#ledger.told(this.#ledger.changeIntent(key, refused)));
    }
    return facts;
  }

  async #setAlarm() {
    const wanted = this.#ledger.nextAlarm();
    const set = await this.ctx.storage.getAlarm();
    if (wanted !== undefined && (set === null || wanted < set)) await this.ctx.storage.setAlarm(wanted);
  }

  /** One client for this object: on Workers what one object waits for, another must not. */
  #a2e() {
    const { token, service: baseUrl } = this.settings;
    this.#client ??= createClient({ token, baseUrl, poll: { shared: true } });
    return this.#client;
  }
}

/**
 * The task that an earlier life of the object started with this key. A start looks at the first page of the list alone,
 * because it knows of no earlier one; since then others may have started more than a page holds.
 */
async function earlierTask(family, key, created) {
  for (let page = 1; ; page++) {
    const { items, hasMore } = await family.list({ page, pageSize: LIST_PAGE });
    const record = items.find(({ name }) => name?.endsWith(`[a2e:${key}]`));
    if (record) return family.task(record);
    if (!hasMore || Date.parse(items.at(-1)?.createdAt) < created - SKEW_MS) return undefined;
  }
}

function factsOf(error) {
  if (A2EError.is(error)) return { ...error.toJSON(), message: error.message };
  console.error(error?.name, error?.stack?.split("\n")[1]?.trim());
  return { kind: "internal", message: "The Worker failed.", status: 500 };
}
