"use client";

// Hooks for React. Nothing here starts, looks or listens before a component is mounted in a page: to
// import it does nothing, and a server renders what it was given.

import { useCallback, useEffect, useState } from "react";

/** Follows a task until it ends or the component is gone. */
export function useTask(client, task, options) {
  const key = [client, task?.family, task?.id];
  let [known, setKnown] = useState({ key });
  if (!key.every((part, place) => Object.is(part, known.key[place]))) {
    // Another task: what is known of the last one must not show under its name.
    known = { key };
    setKnown(known);
  }
  const given = task?.state ? task : undefined;
  const view = hasEnded(given) ? given : (known.view ?? given);
  const loading = Boolean(task) && !hasEnded(view) && !known.error;

  // The same task in a new object, and other options, leave a watch as it is.
  useEffect(() => {
    if (!client || !loading) return undefined;
    const controller = new AbortController();
    const tell = (news) => {
      if (controller.signal.aborted) return;
      setKnown((now) => (now.key === known.key ? { ...now, ...news } : now));
    };
    follow(client, view ?? task, { ...options, signal: controller.signal }, tell);
    return () => controller.abort();
  }, [known.key, loading]);

  return { view, error: known.error, loading };
}

/** Starts tasks and waits for them. Only `run` starts one. */
export function useRun(family) {
  // `run` is the last one, which is the one that shows.
  const [{ view, error, loading }, setShown] = useState({ run: undefined, loading: false });
  const [own] = useState(() => ({ runs: new Set(), isGone: false }));

  const cancel = useCallback(() => own.runs.forEach((run) => run.stop()), [own]);

  const run = useCallback(
    (params, options) => {
      if (!family) return Promise.reject(new TypeError("a2e-wasm/react: there is no client to run with yet"));
      const run = new Run();
      const show = (news) => setShown((now) => (now.run === run ? { ...now, ...news } : now));
      own.runs.add(run);
      setShown({ run, loading: true });
      if (own.isGone) run.stop();

      const end = run.follow(family, params, options, (view) => show({ view }));
      end
        .then((view) => show({ view, loading: false }))
        // What the hook shows is heard of, also if nobody waits for the promise.
        .catch((error) => show(run.isStopped && error.kind === "aborted" ? { loading: false } : { error, loading: false }))
        .finally(() => own.runs.delete(run));
      return end;
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

/** One start and its wait. A start is charged: it is never stopped on its way, only the wait behind it. */
class Run {
  #controller = new AbortController();
  #isStarted = false;
  isStopped = false;

  stop() {
    this.isStopped = true;
    if (this.#isStarted) this.#controller.abort();
  }

  async follow(family, params, options, tell) {
    const onProgress = (view) => {
      // The first view is the answer to the start, with the task's id.
      this.#isStarted = true;
      if (this.isStopped) this.#controller.abort();
      tell(view);
      return options?.onProgress?.(view);
    };
    return family.run(params, { ...options, signal: this.#controller.signal, onProgress });
  }
}

async function follow(client, task, options, tell) {
  try {
    for await (const view of client.watch(task, options)) tell({ view });
  } catch (error) {
    tell({ error });
  }
}

function hasEnded(view) {
  return view?.state === "succeeded" || view?.state === "failed";
}
