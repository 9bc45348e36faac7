// What the machine of a request and server-core.js tell each other. The tests of src/server/outcome.rs and
// src/server/stage.rs hold their keys against this file.

/** What a task came to. A machine's first step has none. */
export interface Outcome {
  /** Whether the task threw. */
  isFailed?: boolean;
  /** What it threw. */
  thrown?: unknown;
  /** Whether it took too long. */
  isLate?: boolean;
  /** Whether nothing had been handed to `fetch` when it threw. */
  isUnsent?: boolean;
  /** Whether the caller has gone away. */
  isGone?: boolean;
  /** The user, the text of the body, the owners of records in their order, or the address of an upload. */
  value?: unknown;
  isTooLong?: boolean;
  /** Whether the body was read before. */
  isSpent?: boolean;
  /** Whether the body ended before its `content-length`. */
  isShort?: boolean;
  /** The limit that forbids a start. */
  limit?: string;
  /** How much that limit allows. */
  most?: number;
  /** In how many milliseconds the start may be tried again. */
  waitMs?: number;
  /** The address of a webhook. */
  url?: string;
  /** The token of a webhook. */
  token?: string;
  /** The HTTP status of an answer. */
  status?: number;
  /** Whether an answer is of a type that may be relayed. */
  isPlain?: boolean;
  /** An answer in JSON. */
  text?: string;
  /** An answer of events. */
  stream?: ReadableStream | null;
  /** The headers of an answer that are relayed. */
  headers?: string[][];
  /** Whether the address of an upload was not made by this proxy, or has expired. */
  isForged?: boolean;
}

/** One request to the service. */
export interface Sent {
  method: string;
  path: string;
  query: string[][];
  body?: string | undefined;
  /** Whether it is aborted when the caller goes away. */
  endsWithCaller: boolean;
}

/** What server-core.js does for the machine, by the names that commands have in `task`. */
export interface Tasks {
  authorize(command: { operation: { name: string; family?: string; isRead: boolean } }): Promise<Outcome>;
  body(command: { most: number; ms: number }): Promise<Outcome>;
  owners(command: { ids: string[] }): Promise<Outcome>;
  own(command: { ids: string[]; user: string }): Promise<Outcome>;
  limit(command: { user: string; path: string; body?: string; seconds?: number }): Promise<Outcome>;
  sign(command: { family: string }): Promise<Outcome>;
  detour(command: { url: string; base: string }): Promise<Outcome>;
  carry(command: {}): Promise<Outcome>;
  send(command: Sent): Promise<Outcome>;
}
