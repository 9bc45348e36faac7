// What the Worker refuses by itself, in the form of the client's errors, so that the page shows both alike.

/** A refusal that the caller is told. */
class Refusal extends Error {
  constructor(status, facts) {
    super(facts.message);
    Object.assign(this, { status, facts });
  }
}

/** A setting is wrong. Only the log is told which one. */
export class SetupError extends Error {
  name = "SetupError";
}

export function refuse(status, kind, message, more = {}) {
  return new Refusal(status, { kind, message, ...more });
}

/** The answer for something that was thrown. */
export function refusalOf(error) {
  if (error instanceof Refusal) return answer(error.status, error.facts);
  // A setup error quotes no value. Any other message may hold what nobody else may read, so it is not logged.
  const message = error instanceof SetupError ? error.message : error?.stack?.split("\n")[1]?.trim();
  console.error(error?.name, message);
  return answer(500, { kind: "internal", message: "The Worker failed." });
}

export function answer(status, error) {
  const headers = { "cache-control": "no-store" };
  if (error.retryAfterMs) headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  return Response.json({ error }, { status, headers });
}

const STATUSES = {
  validation: 400, moderation: 400, unsupported: 400, credits: 402, not_found: 404, conflict: 409, rate_limit: 429,
};

/**
 * The status of an answer that tells of an error of the client's. A status of the service is not passed on: its 401 is
 * about the Worker's token, and says nothing about the session of the page.
 */
export function statusOf({ kind }) {
  return STATUSES[kind] ?? 502;
}
