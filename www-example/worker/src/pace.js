// When to look at a task again, and for how long to remember it. Nothing here has a clock: the time is told.

const LONGEST_MS = 30_000;
const GROWTH = 1.5;

/** The pause before the next look after so many that brought nothing new. */
export function pauseAfter(attempts, firstMs) {
  return Math.min(firstMs * GROWTH ** attempts, Math.max(firstMs, LONGEST_MS));
}

/** What becomes of a task's row by an outcome of `check`. */
export function judge(row, outcome, { now, pauseMs, keepMs }) {
  const next = (attempts, atLeast = 0) => ({
    attempts,
    nextLook: now + Math.max(pauseAfter(attempts, pauseMs), atLeast),
    expires: null,
  });
  if (outcome.status === "fulfilled") {
    const view = outcome.value;
    const isNews = row.error !== null || differs(JSON.parse(row.view), view);
    if (isEnd(view.state)) return { view, error: null, isNews, attempts: 0, nextLook: null, expires: now + keepMs };
    return { view, error: null, isNews, ...next(isNews ? 0 : row.attempts + 1) };
  }
  const error = outcome.reason;
  // Trouble that passes is nobody's business.
  if (error.retryable) return { isNews: false, ...next(row.attempts + 1, error.retryAfterMs) };
  const told = { ...error.toJSON(), message: error.message };
  const isNews = JSON.parse(row.error ?? "{}").kind !== error.kind;
  // It does not come back; all else (a token, coins) somebody can put right.
  const isLost = error.kind === "not_found" || error.kind === "decode";
  if (isLost) return { error: told, isNews, attempts: 0, nextLook: null, expires: now + keepMs };
  return { error: told, isNews, ...next(row.attempts + 1, LONGEST_MS) };
}

export function isEnd(state) {
  return state === "succeeded" || state === "failed";
}

function differs(one, other) {
  return ["state", "status", "progress", "urls"].some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
