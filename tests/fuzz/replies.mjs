// What a `fetch` may do, for the programs: answers, errors and silence.

import { world } from "./world.mjs";

/** The task that an honest service starts, and lists. */
const FIRST = "0123456789abcdef01234561";

/** The request that is being answered, as its program notes it. */
let current = {};
let steps = 0;
/** Counts what happens, so that it can be told what was first. */
export const step = () => (steps += 1);

/** Calls an answer's function, which then knows whose answer it makes. */
export function answering(request, make) {
  const outer = current;
  current = request;
  try {
    return make();
  } finally {
    current = outer;
  }
}

function attempt(make) {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** A `text` that notes what it gives. */
function textOf(status, body) {
  const request = current;
  return async () => {
    request.delivered = { status, body, step: step() };
    return body;
  };
}

/** A whole answer, as light as a polyfill's: any status, any header. */
export function reply(status, body = "", headers = {}) {
  const all = new Headers();
  for (const [name, value] of Object.entries({ "content-type": "application/json", ...headers })) {
    all.set(name, value);
  }
  return { status, type: "default", headers: all, ok: status >= 200 && status < 300, body: null, text: textOf(status, body) };
}

/** A whole answer of the host's own class. */
export function response(status, body = "", headers = {}) {
  const isEmpty = [204, 205, 304].includes(status);
  const made = new Response(isEmpty ? null : body, { status, headers: { "content-type": "application/json", ...headers } });
  return Object.defineProperty(made, "text", { value: textOf(status, body) });
}

/** An answer whose body breaks off after its first half. */
export function broken(status, body = "", reason = new TypeError("terminated")) {
  const half = new TextEncoder().encode(body.slice(0, body.length / 2));
  const stream = new ReadableStream({
    pull(controller) {
      if (this.begun) return controller.error(reason);
      this.begun = true;
      controller.enqueue(half);
    },
  });
  return new Response(stream, { status });
}

/** An answer whose body never ends; `signal` ends it, if there is one. */
export function endless(status, signal) {
  const stream = new ReadableStream({
    start(controller) {
      signal?.addEventListener("abort", () => controller.error(signal.reason));
    },
    pull: () => void world.never(),
  });
  return new Response(stream, { status });
}

/** What a function makes after a time, unless the signal comes first. */
export function late(ms, signal, make) {
  const request = current;
  return new Promise((resolve, reject) => {
    world.later(ms, () => {
      if (signal?.aborted) return;
      try {
        resolve(answering(request, make));
      } catch (thrown) {
        reject(thrown);
      }
    });
    signal?.addEventListener("abort", () => reject(signal.reason));
  });
}

/** No answer, unless the signal comes. */
export function silent(signal) {
  const silence = world.never();
  return signal
    ? Promise.race([silence, new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))])
    : silence;
}

/** An answer of a service that works: each task it is asked for has ended after a time. */
export function honest(url, { method, body }, ms) {
  const { pathname } = new URL(url);
  const given = attempt(() => JSON.parse(body)) ?? {};
  const status = world.elapsed < ms ? "processing" : "completed";
  const record = (_id) => ({
    _id,
    current_status: status,
    status,
    name: "a task",
    createdAt: "2026-01-02T03:04:05.000Z",
    ...(status === "completed" && {
      result_url: `https://media.example/${_id}.mp4`,
      image_urls: [`https://media.example/${_id}.png`],
    }),
  });
  const last = /\/([0-9a-f]{24})$/i.exec(pathname)?.[1];
  const asked = given._ids ?? given.ids;
  const isList = method === "GET" && !last;
  const data = Array.isArray(asked) ? asked.map(record) : isList ? { rows: [record(FIRST)], total: 1 } : record(last ?? FIRST);
  return reply(200, JSON.stringify({ code: 0, data, trace_id: "t" }));
}

/** What a function makes, at a later time. */
export const after = (ms, make) => new Promise((resolve) => world.later(ms, () => resolve(Promise.resolve().then(make))));

/** What `fetch` of Node throws, with the code of the connection: one that is reset was there before. */
export function failed(code, words = "") {
  const doing = code === "ECONNRESET" ? "read" : "connect";
  const cause = Object.assign(new Error(`${doing} ${code} ${words}`), { code });
  return new TypeError("fetch failed", { cause });
}

/** A signal that comes after a time; with 0 it is there already. */
export function abortAfter(ms, reason) {
  const controller = new AbortController();
  if (ms === 0) controller.abort(reason);
  else world.later(ms, () => controller.abort(reason));
  return controller.signal;
}

/** A promise that is never kept. */
export const never = () => world.never();
