/*
 * What takes time: exchanges, uploads, pauses. The machines of this library decide in wasm and wait here.
 *
 * A machine's `step` takes what the last command came to and gives the next command, which has a task,
 * or `{ value }` at its end, or an error. A command never rejects: it comes to an answer, or to `{ stop }`. The types of
 * all this are in `seam.d.ts`.
 */

/** @import { Abortable, Command, Machine, Outcome, Stop, Task, Value } from "./seam.d.ts" */

import { attempt, get, now, quietly } from "./host.js";

/** Why a command came to no answer, by the numbers of `outcome.rs`. */
const ABORTED = 1;
const TIMED_OUT = 2;
const CLOSED = 3;
const CRASHED = 4;
const THREW = 5;

/** The scopes that end with each signal. A signal has one listener: Node warns of a leak above ten. */
const HEARD = new WeakMap();

/**
 * The time in which a call or a wait runs: it ends with the caller's signal or with `end`. A request that was stopped by its
 * end is aborted, unless the scope has a function `late`, which is given the outcome.
 */
export class Scope {
  /** @param {AbortSignal} [signal] */
  constructor(signal) {
    if (signal) this.hear(signal);
  }

  /**
   * Ends with a signal.
   * @param {AbortSignal} signal
   */
  hear(signal) {
    let heard = HEARD.get(signal);
    if (!heard) {
      /** @type {Set<Scope>} */
      const scopes = new Set();
      const tell = () => endAll(scopes, { stop: ABORTED, reason: get(signal, "reason") });
      // A signal of the caller's own making may throw, or give a promise that rejects.
      quietly(() => signal.addEventListener("abort", tell));
      HEARD.set(signal, (heard = { scopes, tell }));
    }
    heard.scopes.add(this);
    this.signal = signal;
    if (get(signal, "aborted")) heard.tell();
  }

  /**
   * Ends whatever runs in the scope now and later; the first reason stands.
   * @param {Outcome} outcome
   */
  end(outcome) {
    this.ended ??= outcome;
    this.wake?.(this.ended);
  }

  /** Leaves no listener behind. */
  close() {
    // Without a signal there are no scopes that hear it.
    const { signal } = /** @type {{ signal: AbortSignal }} */ (this);
    const heard = HEARD.get(signal);
    if (heard?.scopes.delete(this) && !heard.scopes.size) {
      HEARD.delete(signal);
      quietly(() => signal.removeEventListener("abort", heard.tell));
    }
    this.waits?.delete(this);
    this.engine?.close();
    this.end({ stop: CLOSED });
  }
}

/** The polls that are under way, each in a scope of its own. */
export class Engine {
  /** @type {Set<Scope>} */
  scopes = new Set();

  /**
   * Drives a poller's machine until nobody waits.
   * @param {Machine} machine
   * @param {Set<Scope>} waits
   */
  async run(machine, waits) {
    const scope = new Scope();
    this.working = true;
    try {
      // Somebody may have begun to wait between the last step and here.
      do await drive(machine, scope);
      while (this.turned);
      machine.free();
    } catch (reason) {
      // A bug: nothing polls any more, so nothing may wait.
      endAll(waits, { stop: CRASHED, reason });
    }
    this.working = false;
    scope.close();
  }

  /** Lets the machine think again; says whether there is one at work. */
  turn() {
    this.turned = true;
    this.wake?.({});
    return Boolean(this.working);
  }

  /**
   * Carries out a command of a poll; its outcome will be in the scope.
   * @param {Command} command
   */
  start(command) {
    const scope = new Scope();
    this.scopes.add(scope);
    perform(command, scope).then((outcome) => {
      // Nobody asks for what was stopped.
      if (!this.scopes.delete(scope)) return;
      scope.outcome = outcome;
      this.turn();
    });
    return scope;
  }

  /** @param {Scope} scope */
  stop(scope) {
    this.scopes.delete(scope);
    // It may have ended by itself, and not be reported yet.
    scope.end({ stop: CLOSED });
  }

  /** What can be seen of the page, when the machine begins to think. */
  sight() {
    const { shown } = this;
    this.turned = this.shown = false;
    return isHidden() ? 1 : shown ? 2 : 0;
  }

  /**
   * Waits until it is turned, or something happens to the page.
   * @param {Stop} wake
   */
  rest(wake) {
    this.wake = wake;
    if (this.turned) wake({});
    if (this.heard) return;
    this.heard = ({ type, persisted }) => {
      // A page that is shown for the first time has missed nothing.
      if (!isHidden() && (type !== "pageshow" || persisted)) this.shown = true;
      this.turn();
    };
    listen("addEventListener", this.heard);
  }

  /** Leaves no fetch and no listener behind. */
  close() {
    for (const scope of this.scopes) this.stop(scope);
    listen("removeEventListener", this.heard);
    this.heard = undefined;
  }
}

/** The task of a pause, which has nothing to do. */
const SLEEP = /** @type {Task} */ (/** @type {unknown} */ ({}));

/** The latest time of `clock`, and how far that is ahead of the host's. */
let latest = 0;
let ahead = 0;

/**
 * The time of all plans and deadlines, in milliseconds. It stands still while the host's clock is set back, and it is never
 * before the time at which a pause had to end, `least`: a test may replace the timers alone, or `Date` alone.
 */
export function clock(least = 0) {
  const host = now();
  latest = Math.max(latest, least, host + ahead);
  ahead = latest - host;
  return latest;
}

/**
 * Adds or removes a listener for what happens to the page, if there is one. The window of a DOM made for tests is not always the
 * global object, and its events do not always bubble. workerd refuses such listeners, which are of no use there.
 */
function listen(verb, heard) {
  const target = globalThis.document?.defaultView ?? globalThis;
  for (const type of ["visibilitychange", "pageshow", "online"]) attempt(() => target[verb](type, heard, true));
}

/** Whether nobody sees the page. Nothing is made of `navigator.onLine`, which is wrong behind some VPNs and at loopback. */
function isHidden() {
  return globalThis.document?.visibilityState === "hidden";
}

/**
 * Wakes all who wait for news of a task, if anybody can.
 * @param {Set<Stop> | undefined} waiters
 */
export function wake(waiters) {
  waiters?.forEach((stop) => stop({}));
}

/**
 * Ends every wait of a client.
 * @param {Set<Scope>} scopes
 */
export function closeAll(scopes) {
  endAll(scopes, { stop: CLOSED });
}

/**
 * @param {Set<Scope>} scopes
 * @param {Outcome} outcome
 */
function endAll(scopes, outcome) {
  for (const scope of [...scopes]) scope.end(outcome);
}

/**
 * Runs a machine to its next value.
 * @param {Machine} machine
 * @param {Scope} scope
 */
export async function drive(machine, scope) {
  /** @type {Outcome | undefined} */
  let outcome;
  for (;;) {
    const command = machine.step(outcome);
    if (command instanceof Error) throw command;
    if (!command.task) return command.value;
    outcome = await perform(command, scope);
  }
}

/**
 * Carries out one command, unless the scope ends.
 * @param {Command} command
 * @param {Scope} scope
 * @returns {Promise<Outcome>}
 */
export function perform(command, scope) {
  const { task, ms, until, waiters, waits, engine } = command;
  if (until) scope.hear(until);
  // Its polls end with the scope.
  scope.engine ??= engine;
  scope.waits ??= waits;
  waits?.add(scope);
  return new Promise((resolve) => {
    // Until a request is handed over.
    /** @type {Outcome} */
    const answer = { unsent: true };
    let timer, clear;
    /** @type {Abortable | undefined} */
    let controller;
    const finish = (/** @type {Outcome | undefined} */ outcome) => {
      // A fetch that was stopped may end when the next command is under way.
      if (scope.wake !== stop) return scope.late?.(/** @type {Outcome} */ (outcome));
      clear?.(timer);
      waiters?.delete(stop);
      scope.wake = undefined;
      resolve(Object.assign(answer, outcome));
    };
    /** @type {Stop} */
    const stop = (outcome) => {
      finish(outcome);
      if (!scope.late) controller?.abort(outcome.reason);
    };
    const limit = (left, then) => {
      // A timer of more than 2^31-1 ms would fire at once.
      const most = 2 ** 31 - 1;
      const next = () => (left > most ? limit(left - most, then) : then());
      if (left < Infinity) timer = setTimeout(next, Math.min(left, most));
      // A test may replace both while this waits.
      clear = clearTimeout;
    };
    if (scope.ended) return resolve(Object.assign(answer, scope.ended));
    scope.wake = stop;
    if (task === SLEEP) {
      const until = clock() + ms;
      limit(ms, () => finish({ due: clock(until) }));
      waiters?.add(stop);
      engine?.rest(stop);
      return;
    }
    limit(ms, () => stop({ stop: TIMED_OUT }));
    try {
      controller = controllerOf();
      task(answer, controller).then(finish, (thrown) => finish({ stop: THREW, thrown }));
    } catch (thrown) {
      finish({ stop: THREW, thrown });
    }
  });
}

/** The `AbortController` for which `isForeign` is known. */
let known;
let isForeign;

/**
 * An AbortController whose signal `fetch` takes. Under jsdom the global one is jsdom's, whose signals the `fetch` of Node 24
 * refuses. The stream is of the host that `fetch` is of, and its signal is that of a controller.
 */
function controllerOf() {
  let controller = new AbortController();
  if (known !== (known = AbortController)) isForeign = !attempt(() => new Request("http://a", controller));
  if (isForeign) {
    attempt(() => {
      const start = ({ signal }) => (controller = { signal, abort: (reason) => stream.abort(reason) });
      const stream = new WritableStream({ start });
    });
  }
  return controller;
}

/**
 * The command of a pause.
 * @param {number} ms
 * @returns {Command}
 */
export function sleepCommand(ms) {
  return { task: SLEEP, ms };
}

/**
 * The command that waits for a promise, or for what a function of the caller's returns.
 * @param {unknown} value
 * @param {number} ms
 * @returns {Command}
 */
export function valueCommand(value, ms) {
  return { ms, task: async () => ({ value: await (typeof value === "function" ? value() : value) }) };
}

/**
 * The end of a machine, or one of several values.
 * @param {unknown} value
 * @returns {Value}
 */
export function doneWith(value) {
  return { value };
}

/**
 * Why a command came to no answer, or 0.
 * @param {Outcome | undefined} outcome
 */
export function stoppedBy(outcome) {
  return outcome?.stop ?? 0;
}

/**
 * The HTTP status of an answer, or 0.
 * @param {Outcome | undefined} outcome
 */
export function statusOf(outcome) {
  return outcome?.status ?? 0;
}
