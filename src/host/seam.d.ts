// What machines in Rust and their driver tell each other. The keys are those of src/machine/outcome.rs and
// src/machine/command.rs, whose tests hold them against this file.

import type { Engine, Scope } from "./driver.js";

/** What a command came to. A machine's first step has none. */
export interface Outcome {
  /** Why there is no answer: one of the numbers of driver.js. */
  stop?: number;
  /** Why the caller aborted. */
  reason?: unknown;
  /** What a task, or a function of the caller's, threw. */
  thrown?: unknown;
  /** The time at which a pause ended. */
  due?: number;
  /** What was waited for, or the file that was downloaded. */
  value?: unknown;
  /** Whether it is known that nothing has left the host. */
  unsent?: boolean;
  /** The HTTP status, once an answer has begun. */
  status?: number;
  /** The body of an answer. */
  text?: string;
  /** The `Retry-After` of an answer that is no success. */
  retryAfter?: string;
  /** Where a redirect leads, without the query. */
  location?: string;
  /** The answer itself, if it was asked for. */
  response?: Response;
  /** Whether the file is larger than allowed. */
  excess?: boolean;
  /** Where the file came from, after all redirects. */
  url?: string;
}

/** Carries a command out. It notes in `answer` what holds also if it is stopped, and its outcome is added to that. */
export type Task = (answer: Outcome, controller: Abortable) => Promise<Outcome | undefined>;

/** What ends a command besides its scope. Rust adds it to the commands that `driver.js` and `send.js` make. */
export interface Ends {
  /** The caller's signal, which ends the scope from now on. */
  until?: AbortSignal;
  /** Those who wait for the same news. */
  waiters?: Set<Stop>;
  /** The scopes of a client, which end when it is closed. */
  waits?: Set<Scope>;
  /** The engine that ends the pause when it is turned; it is closed with the scope. */
  engine?: Engine;
}

/** What a machine wants done. */
export interface Command extends Ends {
  task: Task;
  /** The time limit, or the length of a pause. */
  ms: number;
}

/** The end of a machine, or one of several values. */
export interface Value {
  task?: undefined;
  value: unknown;
}

/** A machine in wasm. */
export interface Machine {
  step(outcome: Outcome | undefined): Command | Value | Error;
  free(): void;
}

/** Ends a command. */
export type Stop = (outcome: Outcome) => void;

/** An `AbortController`, or what stands in for one. */
export type Abortable = Pick<AbortController, "signal" | "abort">;

/** A `fetch` of the caller's. */
export type Fetch = (url: string, init: RequestInit) => unknown;

declare module "./driver.js" {
  interface Scope {
    /** Why it has ended. */
    ended?: Outcome;
    /** Ends the command under way. */
    wake?: Stop | undefined;
    /** Told of the outcome of a request that is still under way at the end, which is then not aborted. */
    late?: Stop;
    waits?: Set<Scope> | undefined;
    engine?: Engine | undefined;
    /** The outcome of the command that an engine runs in it. */
    outcome?: Outcome;
  }
  interface Engine {
    wake?: Stop;
  }
}

declare global {
  // Signs of hosts. They are read, never relied on.
  var EdgeRuntime: unknown;
  var Deno: unknown;
  var WebSocketPair: unknown;
  var WorkerGlobalScope: unknown;
  var process: { type?: string; versions?: { node?: string } } | undefined;
  function setImmediate(task: () => void): unknown;
}
