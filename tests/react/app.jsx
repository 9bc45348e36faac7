// The app under test: components that follow tasks and that start them, as `stage.mjs` orders them.

import { refresh } from "./refresh.js";
import * as React from "react";
import { StrictMode, useEffect, useLayoutEffect } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { A2E, A2EError, createClient } from "a2e-wasm";
import { useRun, useTask } from "a2e-wasm/react";

const { options } = window;
// React 18 has none.
const Activity = React.Activity ?? (({ children }) => children);

/** The answers to the client `main` can be held back; the service has done its work by then. */
let gate;
const held = async (url, init) => {
  const answer = await fetch(url, init);
  await gate?.opened;
  return answer;
};

const clients = {
  main: await createClient({ ...options, fetch: held }),
  other: await createClient(options),
};

/** What each component has shown, without repetitions. */
const seen = {};
/** `run` and `cancel` of each component. */
const hooks = {};
/** How each run ended, and the tasks that its `onProgress` was told of. */
const ends = {};
const told = {};
/** What aborts the signals that tests name. */
const controllers = {};
const signalOf = (name) => (controllers[name] ??= new AbortController()).signal;

function Shown({ name, task, view, error, loading }) {
  useLayoutEffect(() => {
    const { id, state, status, progress } = view ?? {};
    const last = { task: task?.id, id, state, status, progress, kind: error?.kind, loading };
    const all = (seen[name] ??= []);
    if (JSON.stringify(all.at(-1)) !== JSON.stringify(last)) all.push(last);
  });
  return <p>{name}</p>;
}

function Follower({ name, client = "main", task, signal }) {
  // A client that is made in render, as nobody should.
  const made = client === "inline" ? new A2E(options) : clients[client];
  return <Shown name={name} task={task} {...useTask(made, task, signal && { signal: signalOf(signal) })} />;
}

/** Starts a task when it is mounted: its effect runs before that of the component with the hook. */
function Child({ onMount }) {
  useEffect(() => onMount(), []);
  return null;
}

function Starter({ name, client = "main", atOnce }) {
  const { run, cancel, ...rest } = useRun(clients[client]?.faceSwap);
  useEffect(() => {
    hooks[name] = { run, cancel };
  }, [name, run, cancel]);
  const start = () => keep(name, run(atOnce.params, { idempotencyKey: atOnce.key }));
  return (
    <>
      <Shown name={name} {...rest} />
      {atOnce && <Child onMount={start} />}
    </>
  );
}

/** Keeps how a run ends: with the task, or with the error, and why where somebody has said so. */
function keep(as, promise) {
  ends[as] = promise.then(
    ({ id, state }) => ({ id, state }),
    (error) => {
      const { name, kind, taskId, field, cause } = error;
      // The browser's own reason for an abort says nothing.
      const why = field ?? (cause instanceof DOMException ? undefined : cause?.message);
      return { ours: A2EError.is(error), name, kind, taskId, ...(why && { why }) };
    },
  );
}

const root = createRoot(document.body.appendChild(document.createElement("main")));

window.stage = {
  /** Shows these components; those that are not named are unmounted. */
  show(parts) {
    const components = parts.map(({ starts, hidden, ...props }) => (
      <Activity key={props.name} mode={hidden ? "hidden" : "visible"}>
        {starts ? <Starter {...props} /> : <Follower {...props} />}
      </Activity>
    ));
    flushSync(() => root.render(<StrictMode>{components}</StrictMode>));
  },

  seen: (name) => seen[name] ?? [],

  run(name, params, { as = name, throws = false, signal } = {}) {
    const onProgress = ({ id }) => {
      (told[as] ??= []).push(id);
      if (throws) throw new Error("a fault of the caller");
    };
    // A number is no signal.
    const given = typeof signal === "string" ? signalOf(signal) : signal;
    keep(as, hooks[name].run(params, { onProgress, signal: given }));
  },

  /** A run whose promise nobody keeps. */
  runAndForget(name, params) {
    hooks[name].run(params);
  },

  /** Aborts the signal of this name. */
  abort(name) {
    signalOf(name);
    controllers[name].abort(new Error(`${name} was aborted`));
  },

  /** Runs with a signal that is only like one, as a polyfill's; how many listeners it has while the task runs, and in the end. */
  async runWithLikeness(name, params) {
    const heard = new Set();
    const signal = { aborted: false, addEventListener: (_, f) => heard.add(f), removeEventListener: (_, f) => heard.delete(f) };
    const counts = [];
    await hooks[name].run(params, { signal, onProgress: () => counts.push(heard.size) });
    return [counts[0], heard.size];
  },

  cancel: (name) => hooks[name].cancel(),
  end: (name) => ends[name],
  told: (name) => told[name] ?? [],
  close: (client) => clients[client].close(),

  hold() {
    gate = {};
    gate.opened = new Promise((open) => (gate.open = open));
  },
  release: () => gate.open(),

  refresh: () => [Follower, Starter].forEach(refresh),
};
