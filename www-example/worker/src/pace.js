// When to poll a task again, and how long to remember it. Nothing here has a clock: the time is a parameter.

const LONGEST_MS = 30_000;
const GROWTH = 1.5;
/** The service may ask for a pause, but a header of its own must not stop a task from being polled for days. */
const LONGEST_ASKED_MS = 60_000;
/** A family that this version of the Worker does not know is known again after the next deploy. */
const UNKNOWN_FAMILY_MS = 60 * 60 * 1000;

/** The pause before the next poll, after `attempts` polls that brought nothing new. */
export function pauseAfter(attempts, firstMs) {
  return Math.min(firstMs * GROWTH ** attempts, Math.max(firstMs, LONGEST_MS));
}

/** The same, and at least as long as the service asked for, within bounds. */
export function pauseAsked(attempts, firstMs, askedMs = 0) {
  return Math.max(pauseAfter(attempts, firstMs), Math.min(askedMs, LONGEST_ASKED_MS));
}

/** What becomes of a task's row by an outcome of `check`. `known` is its last view, if that can be read. */
export function judge(row, known, outcome, { now, pauseMs, keepMs }) {
  const next = (attempts, askedMs) => ({ attempts, nextPoll: now + pauseAsked(attempts, pauseMs, askedMs), expires: null });
  const end = { attempts: 0, nextPoll: null, expires: now + keepMs };
  if (outcome.status === "fulfilled") {
    const view = outcome.value;
    const isNews = row.error !== null || !known || differs(known, view);
    if (isEnd(view.state)) return { view, error: null, isNews, ...end };
    return { view, error: null, isNews, ...next(isNews ? 0 : row.attempts + 1) };
  }
  const error = outcome.reason;
  // Trouble that passes is not told. A poll that took too long is ended by its signal.
  if (error.retryable || error.kind === "aborted") return { isNews: false, ...next(row.attempts + 1, error.retryAfterMs) };
  const told = { ...error.toJSON(), message: error.message };
  const isNews = kindOf(row.error) !== error.kind;
  // These do not get better. Somebody can put all else right, such as a token.
  const isLost = ["not_found", "decode", "validation", "unsupported"].includes(error.kind);
  if (isLost) return { error: told, isNews, ...end };
  return { error: told, isNews, ...next(row.attempts + 1, LONGEST_MS) };
}

/** What becomes of a task whose family this version does not know, as after a rollback. Nobody is asked about it. */
export function judgeUnknownFamily(row, { now, keepMs }) {
  const error = { kind: "unsupported", message: `This version of the Worker does not know \`${row.family}\`.` };
  const isNews = kindOf(row.error) !== error.kind;
  return { error, isNews, attempts: row.attempts + 1, nextPoll: now + UNKNOWN_FAMILY_MS, expires: row.expires ?? now + keepMs };
}

export function isEnd(state) {
  return state === "succeeded" || state === "failed";
}

function kindOf(error) {
  try {
    return JSON.parse(error)?.kind;
  } catch {
    return undefined;
  }
}

function differs(one, other) {
  return ["state", "status", "progress", "urls"].some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
