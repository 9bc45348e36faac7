// The error class of the package. It is JavaScript because an exported Rust struct cannot
// extend `Error`; Rust constructs it, and the package's entry exports it.

import { defined, get } from "../host/host.js";

const BRAND = Symbol.for("a2e-wasm.A2EError");

export class A2EError extends Error {
  // Minifiers rename classes; people and error reporters read this.
  static name = "A2EError";

  constructor(message, facts) {
    super(message, facts);
    Object.assign(this, { kind: "internal", retryable: false, attempts: 0, outcomeUnknown: false }, facts);
  }

  // An abort keeps the name that every `catch` in the wild looks for.
  get name() {
    return /** @type {any} */ (this).kind === "aborted" ? "AbortError" : "A2EError";
  }

  get [BRAND]() {
    return true;
  }

  // `instanceof` fails across realms and across two copies of the package; the brand does not.
  static is(value) {
    return get(value, BRAND) === true;
  }

  // `cause` is left out: what a host puts there may hold anything.
  toJSON() {
    const { name, message, stack, cause, ...facts } = this;
    return { name, message, ...facts };
  }
}

/** The error of the facts that Rust has gathered. */
export function fail(
  message,
  kind,
  code,
  status,
  traceId,
  method,
  path,
  field,
  taskId,
  task,
  retryAfterMs,
  retryable,
  attempts,
  outcomeUnknown,
  cause,
) {
  const facts = { status, traceId, method, path, field, taskId };
  for (const name in facts) facts[name] ||= undefined;
  // By it Next.js knows what its own `fetch` threw, so that a page that calls the service is not made at build time.
  const digest = get(cause, "digest");
  const all = { kind, code, ...facts, task, retryAfterMs, retryable, attempts, outcomeUnknown, cause, digest };
  return new A2EError(message, defined(all));
}
