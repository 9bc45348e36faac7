/*
 * What takes time: exchanges, uploads, pauses. The machines of this library decide in wasm and wait here.
 *
 * A machine's `step` takes what the last command came to and gives the next command, which has a task,
 * or `{ value }` at its end, or an error. A command never rejects: it comes to an answer, or to `{ stop }`.
 */

import { attempt, get, quietly } from "./host.js";

/** Why a command came to no answer, by the numbers of `command.rs`. */
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
  constructor(signal) {
    if (signal) this.hear(signal);
  }

  /** Ends with a signal. */
  hear(signal) {
    let heard = HEARD.get(signal);
    if (!heard) {
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

  /** Ends whatever runs in the scope now and later; the first reason stands. */
  end(outcome) {
    this.ended ??= outcome;
    this.wake?.(this.ended);
  }

  /** Leaves no listener behind. */
  close() {
    const { signal } = this;
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

/** The looks of a poller under way, each in a scope of its own. */
export class Engine {
  scopes = new Set();

  constructor(inPage) {
    this.inPage = inPage;
  }

  /** Drives a poller's machine until nobody waits. */
  async run(machine, waits) {
    const scope = new Scope();
    this.working = true;
    try {
      // Somebody may have begun to wait between the last step and here.
      do await drive(machine, scope);
      while (this.turned);
      machine.free();
    } catch (reason) {
      // A bug: nobody looks any more, so nobody shall wait.
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

  /** Carries out a command of a look; its outcome will be in the scope. */
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

  /** Waits until it is turned, or something happens to the page. */
  rest(wake) {
    this.wake = wake;
    if (this.turned) wake({});
    if (!this.inPage || this.heard) return;
    this.heard = ({ type, persisted }) => {
      // A page that is shown for the first time has missed nothing.
      if (!isHidden() && (type !== "pageshow" || persisted)) this.shown = true;
      this.turn();
    };
    for (const type of PAGE_EVENTS) addEventListener(type, this.heard);
  }

  /** Leaves no fetch and no listener behind. */
  close() {
    for (const scope of this.scopes) this.stop(scope);
    for (const type of this.heard ? PAGE_EVENTS : []) removeEventListener(type, this.heard);
    this.heard = undefined;
  }
}

/** The task of a pause, which has nothing to do. */
const SLEEP = {};

const PAGE_EVENTS = ["visibilitychange", "pageshow", "online"];

/** Whether nobody sees the page. Nothing is made of `navigator.onLine`, which is wrong behind some VPNs and at loopback. */
function isHidden() {
  return globalThis.document?.visibilityState === "hidden";
}

/** Wakes all who wait for news of a task, if anybody can. */
export function wake(waiters) {
  waiters?.forEach((stop) => stop({}));
}

/** Ends every wait of a client. */
export function closeAll(scopes) {
  endAll(scopes, { stop: CLOSED });
}

function endAll(scopes, outcome) {
  for (const scope of [...scopes]) scope.end(outcome);
}

/** Runs a machine to its next value. */
export async function drive(machine, scope) {
  let outcome;
  for (;;) {
    const command = machine.step(outcome);
    if (command instanceof Error) throw command;
    if (!command.task) return command.value;
    outcome = await perform(command, scope);
  }
}

/** Carries out one command, unless the scope ends. */
export function perform(command, scope) {
  const { task, ms, until, waiters, waits, engine } = command;
  if (until) scope.hear(until);
  // Its looks end with the scope.
  scope.engine ??= engine;
  scope.waits ??= waits;
  waits?.add(scope);
  return new Promise((resolve) => {
    const answer = {};
    let timer, controller;
    const finish = (outcome) => {
      // A fetch that was stopped may end when the next command is under way.
      if (scope.wake !== stop) return scope.late?.(outcome);
      clearTimeout(timer);
      waiters?.delete(stop);
      scope.wake = undefined;
      resolve(Object.assign(answer, outcome));
    };
    const stop = (outcome) => {
      finish(outcome);
      if (!scope.late) controller?.abort(outcome.reason);
    };
    const limit = (left, then) => {
      // A timer of more than 2^31-1 ms would fire at once.
      const most = 2 ** 31 - 1;
      const next = () => (left > most ? limit(left - most, then) : then());
      if (left < Infinity) timer = setTimeout(next, Math.min(left, most));
    };
    if (scope.ended) return resolve({ ...scope.ended, unsent: true });
    scope.wake = stop;
    if (task === SLEEP) {
      limit(ms, () => finish({ due: true }));
      waiters?.add(stop);
      engine?.rest(stop);
      return;
    }
    limit(ms, () => stop({ stop: TIMED_OUT }));
    try {
      controller = new AbortController();
      task(answer, controller).then(finish, (thrown) => finish({ stop: THREW, thrown }));
    } catch (thrown) {
      finish({ stop: THREW, thrown });
    }
  });
}

/** The command of a pause. */
export function sleepCommand(ms) {
  return { task: SLEEP, ms };
}

/** The command that waits for a promise, or for what a function of the caller's gives. */
export function valueCommand(value, ms) {
  return { ms, task: async () => ({ value: await (typeof value === "function" ? value() : value) }) };
}

/** The command of one request; `more` are the caller's own headers, names and values in turn, each with a line break. */
export function exchangeCommand(method, url, token, lang, more, body, raw, signal, credentials, ms, own) {
  const task = async (answer, { signal: ours }) => {
    // What throws before `fetch` has returned was not sent.
    answer.unsent = true;
    const headers = new Headers({ accept: "application/json" });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (lang) headers.set("x-lang", lang);
    for (const [, name, value] of more.matchAll(/(.*)\n(.*)\n/g)) headers.set(name, value);
    if (token) headers.set("authorization", `Bearer ${token}`);
    // Followed redirects can carry the token to another host.
    const init = { method, headers, body, redirect: "manual", signal: ours };
    // Old dates of workerd throw at this word.
    if (credentials) init.credentials = credentials;
    // It must reach the body of a raw answer after the call has ended.
    if (raw && signal) init.signal = attempt(() => AbortSignal.any([signal, ours])) ?? ours;
    const sent = send(own, url, init);
    answer.unsent = false;
    const response = take(await sent, answer);
    if (raw) return { response };
    let text = await response.text();
    // A service may echo it. What is shorter is no secret, and may be a word of the data.
    if (token.length > 7) text = text?.replaceAll(token, "[token]");
    if (answer.status < 300) return { text };
    // A server may put a secret into the rest of an address.
    const location = header(response, "location")?.split(/[?#]/)[0];
    return { text, retryAfter: header(response, "retry-after"), location };
  };
  return { ms, task };
}

/** The command that moves a file: an upload, if it has a media type. */
export function transferCommand(type, url, body, redirect, total, onProgress, ms, own) {
  const tell = (loaded, total) => quietly(() => onProgress?.({ loaded, total }));
  const isGood = ({ status }) => status >= 200 && status < 300;

  /** The bytes of an upload: by XMLHttpRequest where that exists, because only it tells how far it has come. */
  const put = async (answer, controller) => {
    const { signal } = controller;
    tell(0, total);
    const byXhr = !own && typeof XMLHttpRequest === "function";
    // node-fetch 2 takes no Blob, and jsdom none but its own. A `fetch` makes the text `[object File]` of one that is not of its host.
    const isForeign = (own || byXhr) && globalThis.process?.versions?.node;
    if (isForeign || !(body instanceof Blob)) body = (await body.arrayBuffer?.()) ?? body;
    if (signal.aborted) return;
    if (byXhr) {
      const xhr = new XMLHttpRequest();
      signal.addEventListener("abort", () => xhr.abort());
      xhr.open("PUT", url);
      xhr.setRequestHeader("content-type", type);
      xhr.upload.onprogress = ({ loaded }) => tell(loaded, total);
      const ended = new Promise((resolve) => (xhr.onloadend = resolve));
      xhr.send(body);
      await ended;
      if (!xhr.status) throw new TypeError("the upload broke off");
      answer.status = xhr.status;
    } else {
      const init = { method: "PUT", headers: { "content-type": type }, body, redirect: "manual", signal };
      take(await send(own, url, init, true), answer);
      // What the storage says is not read; left alone, it would hold its connection in Node.
      controller.abort();
    }
    if (isGood(answer)) tell(total, total);
  };

  /** The bytes of a download. */
  const get = async (answer, controller) => {
    const { signal } = controller;
    const response = take(await send(own, url, { redirect, signal }), answer);
    const good = isGood(answer);
    const length = Number(header(response, "content-length")) || undefined;
    const { body } = response;
    // A stream of the web, a stream of Node, or a polyfill's answer, which comes in one piece.
    const reader = body?.getReader?.() ?? body?.[Symbol.asyncIterator]?.() ?? [response].values();
    const parts = [];
    let loaded = 0;
    let excess = length > total;
    if (good) tell(loaded, length);
    while (good && !excess) {
      const { done, value } = await (reader.read ?? reader.next).call(reader);
      // A `fetch` of the caller's may take no notice of the signal.
      if (done || signal.aborted) break;
      const part = (await value.arrayBuffer?.()) ?? value;
      parts.push(part);
      loaded += part.byteLength;
      excess = loaded > total;
      // What is packed is longer than the host says.
      tell(loaded, loaded > length ? undefined : length);
    }
    // What is not wanted would hold its connection.
    controller.abort();
    const type = header(response, "content-type");
    return { excess, url: response.url || url, value: new Blob(parts, { type }) };
  };

  return { ms, task: type === undefined ? get : put };
}

/** The end of a machine, or one of several values. */
export function doneWith(value) {
  return { value };
}

/** Why a command came to no answer, or 0. */
export function stoppedBy(outcome) {
  return outcome?.stop ?? 0;
}

/** The HTTP status of an answer, or 0. */
export function statusOf(outcome) {
  return outcome?.status ?? 0;
}

/** A header, if there is one that can be read: a `fetch` of the caller's may answer anything. */
function header({ headers }, name) {
  return attempt(() => headers.get(name)?.trim());
}

const NO_STORE = { cache: "no-store" };
/** `NO_STORE`, or nothing where the host throws at the word, as old dates of workerd do. */
let caching;

/** Sends a request. `fetch` is called unbound: as a method of another object browsers refuse it. */
function send(own, url, init, isUpload) {
  // A cache would answer polls, and repeat one wrong redirect for ever. Next.js has one on the server, even for starts.
  // The word is tried without a request: a start must not be sent a second time because of it.
  caching ??= attempt(() => new Request("http://a", NO_STORE) && NO_STORE) ?? {};
  // Hosts say it by a header, which a storage would keep with the file.
  if (!isUpload) Object.assign(init, caching);
  return own ? own(url, init) : fetch(url, init);
}

/** Takes what a `fetch` gave, which may be one of the caller's. */
function take(response, answer) {
  if (typeof response?.headers !== "object") throw new TypeError("fetch gave something that is not a Response");
  // A redirect that a page may not look into.
  const status = response.type === "opaqueredirect" ? 302 : response.status;
  answer.status = typeof status === "number" ? status : 0;
  return response;
}
