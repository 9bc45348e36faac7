// Runs a program to its end and notes everything that can be seen of it from outside.

import { TOKEN } from "./values.mjs";
import * as odd from "./odd.mjs";
import { IDS, METHODS } from "./described.mjs";
import { memoryOwners } from "./package.mjs";
import * as replies from "./replies.mjs";
import { answering, step } from "./replies.mjs";
import { world } from "./world.mjs";

/** All that a proxy can forward. */
const ALLOWED = METHODS.filter(({ form, kind }) => form && kind !== "run").map(({ name }) => name);

/** Owners who know two records of one user and one of another. */
export function owned() {
  const owners = memoryOwners();
  IDS.forEach((id, place) => owners.set(id, place < 2 ? "ada" : "bob"));
  return owners;
}

const { answering: _, step: __, ...helpers } = replies;
const SCOPE = { TOKEN, owned, ...odd, ...helpers };
/** The names that a program may use. */
export const HELPERS = Object.keys(SCOPE);

/** How many timers run before a client is closed that waits for what never comes. */
const MOST_TIMERS = 400;
/** How many values are taken of an iterator. */
const MOST_VALUES = 12;

const compiled = new Map();
/** What a piece of code makes, with more names in its scope. */
export function evaluated(code, scope = {}) {
  const all = { ...SCOPE, ...scope };
  const key = `${Object.keys(scope)}:${code}`;
  if (!compiled.has(key)) {
    if (compiled.size > 20_000) compiled.clear();
    compiled.set(key, new Function(...Object.keys(all), `return (${code});`));
  }
  return compiled.get(key)(...Object.values(all));
}

/** What a program did, as `play` notes it. */
export class Trace {
  /** The requests, each with what was delivered of its answer. */
  requests = [];
  /** What logger and observers were told. */
  told = [];
  calls = [];
  /** Whether a call was pending when nothing could end it any more. */
  stuck = [];
  /** How many timers ran. */
  passed = 0;

  log = (what) => void this.told.push(what);

  /** The usual options of a client, whose waits have an end that is near. */
  get usual() {
    const { log } = this;
    const poll = { timeoutMs: 600_000 };
    return {
      token: TOKEN,
      baseUrl: "https://a2e.example",
      logger: { debug: log, warn: log },
      onRequest: log,
      onResponse: log,
      onRetry: log,
      poll,
    };
  }

  /** The usual options of a proxy. */
  get usualProxy() {
    const authorize = (request) => request.headers.get("x-user");
    return { token: TOKEN, baseUrl: "https://a2e.example", allow: ALLOWED, authorize, owners: owned() };
  }

  /** A `fetch` that gives the answers in turn, the last one again and again. */
  serving(answers) {
    return (url, init) => {
      const { method, headers, body, signal } = init ?? {};
      const request = { url, method: method ?? "GET", headers, body, step: step() };
      const answer = answers[Math.min(this.requests.push(request), answers.length) - 1];
      return answering(request, () => answer(signal, url, init));
    };
  }

  /** Makes a call and notes its outcome. */
  begin(run, leaveAt) {
    const call = { state: "pending", values: [] };
    this.calls.push(call);
    const end = (state, outcome) => Object.assign(call, { state, outcome, step: step() });
    try {
      const made = run();
      if (typeof made?.[Symbol.asyncIterator] === "function") {
        taken(made, call.values, leaveAt).then(
          () => end("left"),
          (reason) => end("rejected", reason),
        );
      } else if (made instanceof Promise) {
        made.then(
          (value) => end("fulfilled", value),
          (reason) => end("rejected", reason),
        );
      } else {
        end("returned", made);
      }
    } catch (reason) {
      end("threw", reason);
    }
  }

  /** Lets go of all. The client's callbacks hold the trace, and the stacks of its errors would hold the client. */
  clear() {
    Object.assign(this, { calls: [], requests: [], told: [], stuck: [], failed: undefined, uncaught: [] });
  }

  get isPending() {
    return this.calls.some(({ state }) => state === "pending");
  }

  /** Lets the time pass until all calls have ended, and closes the client. */
  async run(a2e, closeAt = Infinity) {
    let isClosed = false;
    const close = () => {
      if (!isClosed) a2e.close();
      isClosed = true;
    };
    for (let timers = 0; timers < 2 * MOST_TIMERS; timers += 1) {
      if (timers >= MOST_TIMERS || world.elapsed >= closeAt) close();
      await world.quiet();
      if (!this.isPending) break;
      if (world.pass()) {
        this.passed += 1;
        continue;
      }
      await world.patience();
      // Waits end with the client; a call goes on until what it waits for has come.
      if (!this.isPending || isClosed || !world.isHanging) break;
      close();
    }
    this.stuck = this.calls.filter(({ state }) => state === "pending");
    this.isHanging = world.isHanging;
    close();
    await world.quiet();
    this.timers = world.timers;
    this.uncaught = world.end();
  }
}

/** Takes the values of an iterator, to its end or not. */
async function taken(iterator, values, leaveAt) {
  if (leaveAt === 0) {
    // It is left while its first value is on its way.
    const [first] = await Promise.allSettled([iterator.next(), iterator.return("left")]);
    if (first.status === "rejected") throw first.reason;
    return;
  }
  for (;;) {
    if (values.length === leaveAt || values.length >= MOST_VALUES) {
      await iterator.return("left");
      return;
    }
    const { done, value } = await iterator.next();
    if (done) return;
    values.push(value);
  }
}
