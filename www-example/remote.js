// What the page works with where a Worker stands behind it: the same few methods as the client has, but starts and
// deletes are the Worker's, and news come by themselves. So the rest of the page does not know the difference.

import { FAMILIES } from "./families.js";
import { openLink } from "./link.js";

const TASKS = "/api/tasks";
/** A start that nobody answered is sent again: its key makes it the same one. */
const PAUSES_MS = [1000, 2000, 4000];

/**
 * `client` is for uploads and the balance. `on` is told of every push, of tasks that are new here, of those that are gone,
 * and of the link. `on.sessionOver` returns a promise that resolves when the user has signed in again.
 */
export function createRemote(client, on) {
  /** The last news by id: { version, state, view, error }. */
  const known = new Map();
  /** What wakes those who wait for news, by id. */
  const waiting = new Map();
  /** News whose error somebody wants to get over. */
  const renewed = new WeakSet();
  const { promise: first, resolve: begun } = Promise.withResolvers();
  /** The ids of the first messages of a link, which together tell everything. */
  let ids = new Set();

  openLink("/api/live", {
    onState: on.link,
    onSessionOver: on.sessionOver,
    onMessage(message) {
      if (!message.all) {
        take(message);
        return on.push(message);
      }
      message.all.forEach(take);
      for (const { id } of message.all) ids.add(id);
      if (message.more) return;
      for (const [id, { state }] of known) {
        if (state !== "gone" && !ids.has(id)) take({ id, state: "gone", version: Infinity });
      }
      ids = new Set();
      begun();
    },
  });

  /** The same news can come by the answer to a start and by the socket, in any order. */
  function take(news) {
    const last = known.get(news.id);
    if (last && news.version <= last.version) return;
    if (news.view) news.view = plain(news.view);
    known.set(news.id, news);
    // A task of a newer Worker can be of a family that this page does not know.
    if (news.view && !Object.hasOwn(a2e, news.view.family)) a2e[news.view.family] = familyOf(news.view.family);
    if (news.state === "gone") on.gone(news.id);
    else if (!last) on.task(news.view);
    for (const wake of waiting.get(news.id) ?? []) wake();
  }

  /** Takes the answer to a start; returns its view as it is now. */
  function started(news) {
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
      // The Worker looks for the task of this start, and sends the start again if there is none.
      if (news.error && seen !== news && (news.state === "unknown" || news.state === "refused")) {
        seen = news;
        started(await ask("POST", `${TASKS}/${id}/resume`));
        continue;
      }
      if (seen !== news) onProgress?.(news.view);
      seen = news;
      await change(id, signal);
    }
  }

  /** Resolves with the next news of a task; rejects with the signal. */
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

  function familyOf(family) {
    return {
      start: async (params) => started(await ask("POST", TASKS, { key: crypto.randomUUID(), family, params })),
      async list() {
        await first;
        const live = [...known.values()].filter(({ state, view }) => state !== "gone" && view.family === family);
        return { items: live.map(({ view }) => view), hasMore: false };
      },
      task: (view) => view,
      async delete(id) {
        await ask("DELETE", `${TASKS}/${id}`);
      },
    };
  }

  async function ask(method, path, body) {
    const headers = body ? { "content-type": "application/json" } : {};
    for (let tries = 0; ; ) {
      let answer;
      try {
        answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      } catch (cause) {
        const pause = PAUSES_MS[tries++];
        if (pause === undefined) {
          throw failure({ kind: "network", message: `The Worker cannot be reached: ${cause.message}.`, outcomeUnknown: method === "POST" });
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
        continue;
      }
      if (answer.status === 401) {
        // Only the Worker itself answers this. It did nothing, so the same is asked again.
        await on.sessionOver();
        continue;
      }
      const text = await answer.text();
      if (!answer.ok) throw failure({ method, path, status: answer.status, ...errorIn(text) });
      return text ? JSON.parse(text) : undefined;
    }
  }

  /** Uploads pass through the Worker as well, and end with the session as all else. */
  async function upload(file, options) {
    try {
      return await client.storage.upload(file, options);
    } catch (error) {
      if (error.kind !== "auth" || (await (await fetch("/config.json")).json()).user !== undefined) throw error;
      await on.sessionOver();
      return client.storage.upload(file, options);
    }
  }

  const a2e = {
    account: client.account,
    storage: { upload },
    wait,
    /** The next wait is a person's wish to go on in spite of the error; no wait of the page's own sends a start again. */
    renew: ({ id }) => renewed.add(known.get(id)),
    /** The view as a whole: a long one is pushed without its record. */
    whole: async (view) => (view.isShort ? plain((await ask("GET", `${TASKS}/${view.id}`)).view) : view),
  };
  for (const family of Object.keys(FAMILIES)) a2e[family] = familyOf(family);
  return a2e;
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
  const name = view.record?.name?.replace(/ ?\[a2e:[^\]]*\]$/, "");
  return name === undefined ? view : { ...view, record: { ...view.record, name } };
}
