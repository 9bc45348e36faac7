/// <reference lib="esnext.disposable" />

import type { A2E, ClientOptions, ErrorKind, Task } from "./a2e_wasm.js";

export type * from "./a2e_wasm.js";
export { A2E } from "./a2e_wasm.js";

/** Loads the module, once, and makes a client. Rejects with an `A2EError` of kind `config`. */
export function createClient(options: ClientOptions): Promise<A2E>;

/** What is known of an error. */
export interface ErrorFacts {
  /** What went wrong, in one word. */
  kind: ErrorKind;
  /** The service's own code. */
  code?: string | number | undefined;
  /** The HTTP status. */
  status?: number | undefined;
  /** The service's id for the request. */
  traceId?: string | undefined;
  /** The HTTP method. */
  method?: string | undefined;
  /** The path, without the query. */
  path?: string | undefined;
  /** The parameter or option that is wrong. */
  field?: string | undefined;
  /** The task this is about. */
  taskId?: string | undefined;
  /** Its last view. */
  task?: Task | undefined;
  /** The pause that was asked for. */
  retryAfterMs?: number | undefined;
  /** Whether the same call may succeed later; `false` by default. */
  retryable?: boolean | undefined;
  /** How often the request was sent; 0 by default. */
  attempts?: number | undefined;
  /** Whether the service may have done what was asked; `false` by default. */
  outcomeUnknown?: boolean | undefined;
  /** What was thrown. */
  cause?: unknown;
}

/** The one error of this package. It never holds the token, a header or a request body. */
export class A2EError extends Error {
  /** Makes an error, for tests of your own program: `new A2EError("no coins", { kind: "credits" })`. */
  constructor(message: string, facts: ErrorFacts);
  /** `AbortError` for kind `aborted`, as every `catch` in the wild looks for it. */
  override readonly name: "A2EError" | "AbortError";
  /** What went wrong, in one word. */
  readonly kind: ErrorKind;
  /**
   * The service's own code. A limit of your proxy has a text: `proxy_starts_per_minute`, `proxy_coins_per_day` or
   * `proxy_room_seconds`.
   */
  readonly code?: string | number;
  /** The HTTP status, if an answer arrived. */
  readonly status?: number;
  /** The service's id for the request, to quote to its support. */
  readonly traceId?: string;
  /** The HTTP method. */
  readonly method?: string;
  /** The path, without the query. */
  readonly path?: string;
  /** The parameter or option that is wrong. */
  readonly field?: string;
  /** The task this is about; a task that was started is never lost. */
  readonly taskId?: string;
  /** Its last view; to go on waiting, pass `taskId`. */
  readonly task?: Task;
  /**
   * The pause that the service or the proxy asked for, a day at most. A call waits for up to 60 000 by itself, and rejects at
   * once if it is more. Errors of waits and of `check` hold about 60 000 at most.
   */
  readonly retryAfterMs?: number;
  /** Whether the same call may succeed later and is safe to send again. */
  readonly retryable: boolean;
  /** How often the request was sent. */
  readonly attempts: number;
  /**
   * Whether the service may have done, and charged, what was asked although the call failed. `false` for a start of kind
   * `network`: it was not sent. `true` for one that was aborted on its way.
   */
  readonly outcomeUnknown: boolean;
  /** Whether a value is such an error, also of another realm or another copy of this package. */
  static is(value: unknown): value is A2EError;
  /** The facts without `cause` and stack. */
  toJSON(): Record<string, unknown>;
}
