// What the page works with where a Worker stands behind it: the same few methods as the client has, but starts and
// deletes are the Worker's, and news come by themselves. So the rest of the page does not know the difference.

import { FAMILIES } from "./families.js";
import { openLink } from "./link.js";

const TASKS = "/api/tasks";
/** A start that nobody answered is sent again: its key makes it the same one. */
const PAUSES_MS = [1000, 2000, 4000];

/** `client` is for uploads and the balance. `on` is told of every push, of tasks that are new here, and of those that are gone. */
export function createRemote(client, on) {
  /** The last news by id: { version, state, view, error }. */
  const known = new Map();
  /** Those who wait for news, by id. */
  const waiting = new Map();
  /** News whose error somebody wants to get over. */
  const renewed = new WeakSet();
  const { promise: first, resolve: begun } = Promise.withResolvers();

  openLink("/api/live", {
    onState: on.link,
    onMessage(message) {
      if (!message.all) {
        take(message);
        return on.push(message);
      }
      const ids = new Set(message.all.map(({ id }) => id));
      for (const [id, { state }] of known) {
        if (state !== "gone" && !ids.has(id)) take({ id, state: "gone", version: Infinity });
      }
      message.all.forEach(take);
      begun();
    },
  });

  /** The same news can come by the answer to a start and by the socket, in any order. */
  function take(news) {
    const last = known.get(news.id);
    if (last && news.version <= last.version) return;
    if (news.view) news.view = plain(news.view);
    known.set(news.id, news);
    if (news.state === "gone") on.gone(news.id);
    else if (!last) on.task(news.view);
    for (const wake of waiting.get(news.id) ?? []) wake();
  }

  async function start(family, params, key = crypto.randomUUID()) {
    const news = await ask("POST", TASKS, { key, family, params });
    take(news);
    return known.get(news.id).view;
  }

  async function wait({ id }, { signal, onProgress } = {}) {
    for (let seen; ;) {
      const news = known.get(id);
      if (news.state === "gone") throw failure({ kind: "not_found", message: "The task is deleted.", taskId: id });
      if (news.error && !renewed.has(news)) throw failure({ ...news.error, task: news.view });
      if (news.state === "succeeded") return news.view;
      if (news.state === "failed") {
        throw failure({ kind: "task_failed", message: news.view.failure?.message ?? "It failed.", task: news.view });
      }
      // The same start by the same key: the Worker looks for its task first.
      if (news.error && seen !== news && (news.state === "unknown" || news.state === "refused")) {
        const { family, record } = news.view;
        seen = news;
        await start(family, record, id);
        continue;
      }
      if (seen !== news) onProgress?.(news.view);
      seen = news;
      await change(id, signal);
    }
  }

  /** Ends with the next news of a task, or with the signal. */
  function change(id, signal) {
    if (!waiting.has(id)) waiting.set(id, new Set());
    const wakes = waiting.get(id);
    return new Promise((resolve, reject) => {
      const stop = () => {
        wakes.delete(wake);
        reject(failure({ kind: "aborted", message: "Nobody waits any more." }));
      };
      const wake = () => {
        wakes.delete(wake);
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      if (signal?.aborted) return stop();
      wakes.add(wake);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  const familyOf = (family) => ({
    start: (params) => start(family, params),
    async list() {
      await first;
      const live = [...known.values()].filter(({ state, view }) => state !== "gone" && view.family === family);
      return { items: live.map(({ view }) => view), hasMore: false };
    },
    task: (view) => view,
    async delete(id) {
      await ask("DELETE", `${TASKS}/${id}`);
    },
  });

  const families = Object.fromEntries(Object.keys(FAMILIES).map((family) => [family, familyOf(family)]));
  /** The next wait is a person's wish to go on in spite of the error; no wait of the page's own sends a start again. */
  const renew = ({ id }) => renewed.add(known.get(id));
  return { account: client.account, storage: client.storage, wait, renew, ...families };
}

async function ask(method, path, body) {
  const headers = body ? { "content-type": "application/json" } : {};
  for (const pause of [...PAUSES_MS, undefined]) {
    let answer;
    try {
      answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    } catch (cause) {
      if (pause === undefined) {
        throw failure({ kind: "network", message: `The Worker cannot be reached: ${cause.message}.`, outcomeUnknown: method === "POST" });
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
      continue;
    }
    // The session is over; the page asks who is there.
    if (answer.status === 401) location.reload();
    const text = await answer.text();
    if (!answer.ok) throw failure({ method, path, status: answer.status, ...errorIn(text) });
    return text ? JSON.parse(text) : undefined;
  }
}

function errorIn(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return { kind: "server", message: "The Worker failed." };
  }
}

function failure(facts) {
  return Object.assign(new Error(facts.message), facts);
}

/** A view without the key that the Worker's start put behind the name. */
function plain(view) {
  const name = view.record?.name?.replace(/ ?\[a2e:[\w-]+\]$/, "");
  return name === undefined ? view : { ...view, record: { ...view.record, name } };
}
