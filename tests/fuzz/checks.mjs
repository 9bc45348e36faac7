// What must hold of every program, whatever it does. Each check gives what it found wrong, or nothing.

import {
  OURS,
  ends,
  errorsOf,
  hasFacts,
  isCharged,
  isRefusedForNow,
  isView,
  made,
  parsed,
  shown,
  tells,
  viewsOf,
} from "./seen.mjs";
import { kindOf } from "./written.mjs";

const KINDS = (
  "config auth permission credits validation moderation not_found rate_limit server network timeout aborted decode task_failed " +
  "task_timeout unknown_outcome unsupported internal"
).split(" ");
/** Answers after which nobody knows whether a start was made. */
const OPEN_ENDS =
  /^(silent|endless|broken|rejected\((new TypeError\("fetch failed"\)|"x"|null|undefined|failed\("ECONNRESET"\))\)|late\(70000)/;

export const CHECKS = {
  "never settles"({ stuck, isHanging }, program) {
    // A call without a limit waits as long as its answer takes; a wait ends with its client.
    const mayHang = isHanging && !["wait", "watch", "waitAll", "notify"].includes(kindOf(program));
    return stuck.length > 0 && !mayHang && "a call is pending, and neither a timer nor a request can end it";
  },

  "no A2EError"(trace, program, { A2EError }) {
    for (const { error } of errorsOf(trace)) {
      // The proxy has a class of its own.
      const isOfClass = error instanceof A2EError || kindOf(program) === "proxy";
      if (!A2EError.is(error) || !isOfClass) return `it failed with ${shown(error)}`;
      if (!KINDS.includes(error.kind)) return `the error has the kind ${shown(error.kind)}`;
      if (error.kind === "internal") return `a bug stopped it: ${shown(error)} (${shown(error.cause)})`;
      if (typeof error.message !== "string" || !error.message) return "the error has no message";
      if (!hasFacts(error)) return `the error has odd facts: ${shown(error)}`;
      if (typeof parsed(JSON.stringify(error))?.message !== "string") return `the error has no JSON: ${shown(error)}`;
    }
  },

  unhandled({ uncaught }) {
    const [first] = uncaught;
    return first && `${first.event}: ${shown(first.reason)}`;
  },

  "second start"(trace, program) {
    if (program.calls.flat().some((code) => code.includes("resend: true"))) return;
    const sent = trace.requests.filter(isCharged);
    const refused = sent.filter(isRefusedForNow).length;
    const most = program.calls.length + refused;
    return (
      sent.length > most &&
      `${program.calls.length} calls sent ${sent.length} requests that are charged, of which 429 refused ${refused}`
    );
  },

  "token shown"(trace, program) {
    const answers = kindOf(program) === "proxy" ? trace.calls.map(({ outcome }) => outcome) : [];
    if (answers.some(tells)) return `an answer of the proxy shows it: ${shown(answers)}`;
    // A service cannot tell what it was not told.
    if (!trace.requests.some(({ headers }) => new Headers(headers).has("authorization"))) return;
    for (const { error } of errorsOf(trace)) {
      if (tells(error) || tells(JSON.stringify(error)) || tells(error.stack)) return `an error shows it: ${shown(error)}`;
    }
    if (trace.told.some(tells)) return `a log or an observer shows it: ${shown(trace.told.find(tells))}`;
    for (const { url, headers, body } of trace.requests) {
      const others = [...new Headers(headers)].filter(([name]) => name !== "authorization");
      const isOurs = OURS.test(url);
      if (tells(url) && isOurs) return `an address shows it: ${url}`;
      if (tells(others) || tells(body)) return `a request shows it elsewhere than in its authorization: ${url}`;
      if (!isOurs && new Headers(headers).has("authorization")) return `it went to ${url}`;
    }
  },

  "lost id"(trace, program) {
    const kind = kindOf(program);
    if (trace.calls.length !== 1) return;
    const [{ state, outcome, step }] = trace.calls;
    if (state === "rejected" && (kind === "start" || kind === "run")) {
      const ids = trace.requests.filter((request) => request.delivered?.step < step && isCharged(request)).flatMap(made);
      if (ids.length > 0 && !ids.includes(outcome.taskId))
        return `the answer made ${ids[0]}, and the error has no \`taskId\`: ${shown(outcome)}`;
    }
    if (state === "rejected" && (kind === "wait" || kind === "watch") && trace.requests.length > 0 && !outcome.taskId) {
      return `the error of a wait has no \`taskId\`: ${shown(outcome)}`;
    }
    if (state === "fulfilled" && kind === "waitAll") {
      const lost = outcome.find(
        ({ reason }) => reason && !reason.taskId && !["validation", "unsupported"].includes(reason.kind),
      );
      if (lost) return `an outcome has no \`taskId\`: ${shown(lost.reason)}`;
    }
  },

  "false end"(trace, program) {
    const wrong = ends(trace, kindOf(program)).find((view) => view?.state !== "succeeded");
    return wrong && `a wait resolved with ${shown(wrong)}`;
  },

  "odd view"(trace, program) {
    const kind = kindOf(program);
    const views = viewsOf(trace, kind);
    const odd = views.find((view) => !isView(view ?? {}));
    if (odd !== undefined) return `a view is ${shown(odd)}`;
    const words = views.find(({ failure, status, createdAt }) => tells([failure, status, createdAt]));
    if (words) return `the token is in the words of a view: ${shown({ ...words, record: undefined })}`;
    if (kind !== "wait" && kind !== "watch") return;
    const asked = program.calls.flat().join().toLowerCase();
    const foreign = views.find(({ id }) => !asked.includes(id.toLowerCase()));
    return foreign && `it waited for another task and gives ${foreign.id}`;
  },

  "charge forgotten"(trace, program) {
    const [{ state, outcome } = {}, ...others] = trace.calls;
    const isStart = ["start", "run"].includes(kindOf(program)) && others.length === 0 && state === "rejected";
    if (!isStart || program.calls.flat().some((code) => code.includes("idempotencyKey"))) return;
    const last = trace.requests.at(-1);
    if (!last || !isCharged(last) || last.delivered) return;
    const code = program.answers[Math.min(trace.requests.length, program.answers.length) - 1];
    if (OPEN_ENDS.test(code) && !outcome.outcomeUnknown)
      return `it may have been charged, and the error does not say so: ${shown(outcome)}`;
  },

  "left behind": ({ timers, stuck }) =>
    timers > 0 && stuck.length === 0 && `${timers} timers are left after the client was closed`,
};

/** The first check that does not hold, as `{ check, words }`. */
export function failing(trace, program, a2e) {
  for (const [check, test] of Object.entries(CHECKS)) {
    const words = test(trace, program, a2e);
    if (words) return { check, words };
  }
}
