"use client";

// Hooks for React. Nothing here starts, polls or listens before a component is mounted in a page: importing this
// module does nothing, and a server renders what it was given.

import { useCallback, useEffect, useReducer, useState } from "react";

/** The number of renders, each with another client, after which the client counts as made in render. */
const MOST_CLIENTS = 3;
/** Of two views of a task, the one with the higher rank is the later one. */
const RANKS = { queued: 0, running: 1, succeeded: 2, failed: 2 };

/** Follows a task until it ends or the component is gone. */
export function useTask(client, task, options) {
  const steady = useSteady(client);
  const key = [steady, task?.family, task?.id];
  let [known, setKnown] = useState({ key });
  if (!isSame(key, known.key)) {
    // The view of a task stays true with another client, or with none, but must not show under another task's name.
    const isSameTask = isSame(key.slice(1), known.key.slice(1));
    known = { key, view: isSameTask ? known.view : undefined };
    setKnown(known);
  }
  const given = task?.state ? task : undefined;
  const view = isLater(given, known.view) ? given : known.view;
  // A view that is later than the error proves that the task has gone on.
  const isOutdated = hasEnded(given) || isLater(given, known.failedAt);
  const error = known.error && !isOutdated ? known.error : undefined;
  const loading = Boolean(task) && !hasEnded(view) && !error;

  const [shown] = useState({});
  useEffect(() => {
    shown.view = view;
  });

  // The same task in a new object, and other options, leave a watch as it is.
  useEffect(() => {
    if (!steady || !loading) return undefined;
    const controller = new AbortController();
    let isOver = false;
    const tell = (news) => {
      if (!isOver) setKnown((now) => (now.key === known.key ? { ...now, ...news } : now));
    };
    if (known.error) tell({ error: undefined });
    const stopListening = listen(options?.signal, (reason) => controller.abort(reason));
    follow(steady, view ?? task, optionsWith(options, controller.signal), (news) => {
      tell(news.error ? { ...news, failedAt: shown.view } : news);
    });
    return () => {
      isOver = true;
      stopListening();
      controller.abort();
    };
  }, [known.key, loading]);

  return { view, error, loading };
}

/** Starts tasks and waits for them. Only `run` starts one. */
export function useRun(family) {
  // `run` is the last one, which is the one that shows.
  const [{ view, error, loading }, setShown] = useState({ run: undefined, loading: false });
  const [own] = useState(() => ({ runs: new Set(), isGone: false }));

  const cancel = useCallback(() => own.runs.forEach((run) => run.stop()), [own]);

  const run = useCallback(
    (params, options) => {
      if (!family) {
        const error = noClient();
        setShown({ run: undefined, error, loading: false });
        return leftAlone(Promise.reject(error));
      }
      const run = new Run();
      const show = (news) => setShown((now) => (now.run === run ? { ...now, ...news } : now));
      own.runs.add(run);
      setShown({ run, loading: true });

      const end = run.follow(family, params, options, own, (view) => show({ view }));
      end
        .then((view) => show({ view, loading: false }))
        .catch((error) => show({ error: run.isStopped && error?.kind === "aborted" ? undefined : error, loading: false }))
        .finally(() => own.runs.delete(run));
      return leftAlone(end);
    },
    [own, family],
  );

  useEffect(() => {
    own.isGone = false;
    return () => {
      own.isGone = true;
      // Strict mode and Fast Refresh mount again at once; then the waits go on.
      queueMicrotask(() => own.isGone && cancel());
    };
  }, [own, cancel]);

  return { run, cancel, view, error, loading };
}

/**
 * The client, as soon as two renders in a row were given the same one. A client that is made in render is another one
 * at each render: a watch for each would go on for ever, because the first view of a watch makes the next render.
 */
function useSteady(client) {
  const [steady, setSteady] = useState(() => client);
  const [, renderAgain] = useReducer((count) => count + 1, 0);
  const [own] = useState(() => ({ last: client, changes: 0 }));
  useEffect(() => {
    const isRepeated = client === own.last;
    own.last = client;
    own.changes = isRepeated || client === steady ? 0 : own.changes + 1;
    if (client === steady) return;
    if (isRepeated) setSteady(() => client);
    else if (own.changes < MOST_CLIENTS) renderAgain();
    else if (own.changes === MOST_CLIENTS) {
      console.warn(
        "a2e-wasm/react: useTask gets a new client at each render, so it stays with the first one. Make the client " +
          "once, outside of the component or in an effect, and pass the same one at each render.",
      );
    }
  });
  return steady;
}

/** One start and its wait. A start is charged: it is never stopped on its way, only the wait behind it. */
class Run {
  #controller = new AbortController();
  #isStarted = false;
  #reason;
  isStopped = false;

  stop(reason) {
    this.#reason ??= reason;
    this.isStopped = true;
    if (this.#isStarted) this.#controller.abort(this.#reason);
  }

  async follow(family, params, options, own, tell) {
    // Effects of children run before those of their parents: a moment later the component may be back.
    if (own.isGone) await undefined;
    const gone = own.isGone ? new Error("the component is not mounted any more, so nothing was started") : undefined;
    // With a signal that is aborted before the start, the library sends nothing.
    this.#isStarted = Boolean(gone || options?.signal?.aborted);
    if (gone) this.stop(gone);
    const stopListening = listen(options?.signal, (reason) => this.stop(reason));
    const onProgress = (view) => {
      // The first view is the answer to the start, with the task's id.
      this.#isStarted = true;
      if (this.isStopped) this.stop();
      tell(view);
      return options?.onProgress?.(view);
    };
    try {
      return await family.run(params, { ...optionsWith(options, this.#controller.signal), onProgress });
    } finally {
      stopListening();
    }
  }
}

async function follow(client, task, options, tell) {
  try {
    for await (const view of client.watch(task, options)) tell({ view });
  } catch (error) {
    tell({ error });
  }
}

/** Whether a view is later than another of the same task: by its state, its progress, or the service's own time. */
function isLater(view, other) {
  if (!view || !other) return Boolean(view);
  const facts = ({ state, progress, record }) => [RANKS[state], progress ?? 0, Date.parse(record?.updatedAt)];
  const [ours, theirs] = [facts(view), facts(other)];
  // What one of them does not have makes no difference.
  const place = ours.findIndex((fact, place) => fact > theirs[place] || fact < theirs[place]);
  return place >= 0 && ours[place] > theirs[place];
}

function hasEnded(view) {
  return RANKS[view?.state] === RANKS.succeeded;
}

function isSame(key, other) {
  return key.every((part, place) => Object.is(part, other[place]));
}

/**
 * Tells of the abort of the caller's signal; returns what ends that. `AbortSignal.any` is not there in older browsers, and
 * takes no signal of a polyfill.
 */
function listen(signal, tell) {
  if (!isSignal(signal)) return () => {};
  const heard = () => tell(signal.reason);
  signal.addEventListener("abort", heard);
  if (signal.aborted) heard();
  return () => signal.removeEventListener("abort", heard);
}

/** The options with a signal of ours. A wrong one of the caller's stays, so that the library refuses it by name. */
function optionsWith(options, signal) {
  const given = options?.signal ?? signal;
  return { ...options, signal: isSignal(given) ? signal : given };
}

function isSignal(value) {
  return typeof value?.addEventListener === "function";
}

/** The same promise. Nobody has to handle what it rejects with, because the hook shows it. */
function leftAlone(promise) {
  promise.catch(() => {});
  return promise;
}

/** What `run` rejects with as long as there is no client. `A2EError.is` knows it by the mark of every other error. */
function noClient() {
  const error = new TypeError("useRun: `run` was called before there was a client; nothing was started");
  const facts = { kind: "config", retryable: false, attempts: 0, outcomeUnknown: false };
  Object.defineProperty(error, Symbol.for("a2e-wasm.A2EError"), { value: true });
  return Object.assign(error, facts);
}
