// What can be seen of a program that was played: errors, views, texts, and what its answers mean.

import { charges } from "./described.mjs";
import { TOKEN } from "./values.mjs";

const ID = /^[0-9a-f]{24}$/i;
/** The addresses of the service that programs have. */
export const OURS = /^(https:\/\/(a2e\.example|video\.a2e\.ai)|http:\/\/127\.0\.0\.1:1)\//;

/** A few words for any value, also for one that throws when it is looked at. */
export function shown(value) {
  try {
    if (value instanceof Error) return `${value.name}: ${value.message}`.slice(0, 300);
    return typeof value === "string" ? value.slice(0, 300) : (JSON.stringify(value) ?? String(value)).slice(0, 300);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** The errors that a trace shows: of calls, and of the outcomes within `waitAll` and `check`. */
export function errorsOf(trace) {
  const all = trace.calls.flatMap(({ state, outcome }) => {
    if (state === "rejected" || state === "threw") return [{ error: outcome }];
    const many = Array.isArray(outcome) ? outcome : [];
    return many.filter((one) => one?.status === "rejected").map(({ reason }) => ({ error: reason, isPart: true }));
  });
  return trace.failed ? [...all, { error: trace.failed.reason }] : all;
}

/** Whether the facts of an error are what its type says. */
export function hasFacts({ retryable, outcomeUnknown, attempts, retryAfterMs = 0, status = 0, taskId }) {
  return (
    [retryable, outcomeUnknown].every((fact) => typeof fact === "boolean" || fact === undefined) &&
    (attempts === undefined || (Number.isInteger(attempts) && attempts >= 0)) &&
    retryAfterMs >= 0 &&
    retryAfterMs <= 86_400_000 &&
    Number.isInteger(status) &&
    (taskId === undefined || ID.test(taskId))
  );
}

/** Methods that give a view, several, or the outcomes of several. */
const GIVES_VIEWS = ["start", "run", "wait", "watch", "task", "waitAll", "check"];

/** The views that a trace shows. */
export function viewsOf(trace, kind) {
  if (!GIVES_VIEWS.includes(kind)) return [];
  return trace.calls.flatMap(({ state, outcome, values }) => {
    const given = ["fulfilled", "returned"].includes(state) ? [outcome].flat() : [];
    const isMany = kind === "waitAll" || kind === "check";
    return [...values, ...(isMany ? given.filter(({ status }) => status === "fulfilled").map(({ value }) => value) : given)];
  });
}

const STATES = ["queued", "running", "succeeded", "failed"];
export function isView({ v, id, family, state, status, urls, startedAt, record }) {
  const isDate = typeof startedAt === "string" && !Number.isNaN(Date.parse(startedAt));
  const areLinks = Array.isArray(urls) && urls.every((url) => /^https?:/i.test(url));
  // Older services answer a start with the pictures themselves.
  const isNamed = ID.test(id) || (id === "" && state === "succeeded" && urls.length > 0);
  return (
    v === 1 &&
    isNamed &&
    typeof family === "string" &&
    STATES.includes(state) &&
    typeof status === "string" &&
    areLinks &&
    isDate &&
    record !== undefined
  );
}

/** The views that waits came to. */
export function ends(trace, kind) {
  const values = trace.calls.filter(({ state }) => state === "fulfilled").map(({ outcome }) => outcome);
  if (kind === "wait" || kind === "run") return values;
  if (kind !== "waitAll") return [];
  return values
    .flat()
    .filter(({ status }) => status === "fulfilled")
    .map(({ value }) => value);
}

/** Every text in a value, `cause` left out: it is what the program itself has thrown. */
function texts(value, seen = new Set()) {
  if (typeof value === "string") return [value];
  if (Object(value) !== value || seen.has(value)) return [];
  seen.add(value);
  const keys = Reflect.ownKeys(value).filter((key) => key !== "cause");
  return keys.flatMap((key) => [String(key), ...texts(value[key], seen)]);
}
export const tells = (value) => texts(value).some((text) => text.includes(TOKEN));

export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRefusedForNow = ({ delivered }) =>
  delivered && (delivered.status === 429 || Number(parsed(delivered.body)?.code) === 429);

/** The ids of the tasks that an answer made, where the description has them; none if it is no success. */
export function made({ delivered }) {
  if (!delivered || delivered.status < 200 || delivered.status > 299 || [204, 205].includes(delivered.status)) return [];
  const body = parsed(delivered.body);
  if (body?.code !== 0) return [];
  return [body.data]
    .flat()
    .map((record) => record?._id)
    .filter((id) => typeof id === "string" && ID.test(id));
}

/** Whether a request went to the service and costs coins. */
export function isCharged({ url, method }) {
  if (!OURS.test(url)) return false;
  return charges(method, new URL(url).pathname.replace(/^\/api\/a2e(?=\/)/, ""));
}
