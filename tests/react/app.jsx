// The app under test: components that follow tasks and that start them, as `stage.mjs` orders them.

import { refresh } from "./refresh.js";
import { Activity, StrictMode, useEffect, useLayoutEffect } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { A2EError, createClient } from "a2e-wasm";
import { useRun, useTask } from "a2e-wasm/react";

const { options } = window;

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

function Shown({ name, task, view, error, loading }) {
  useLayoutEffect(() => {
    const last = { task: task?.id, id: view?.id, state: view?.state, kind: error?.kind, loading };
    const all = (seen[name] ??= []);
    if (JSON.stringify(all.at(-1)) !== JSON.stringify(last)) all.push(last);
  });
  return <p>{name}</p>;
}

function Follower({ name, client = "main", task }) {
  return <Shown name={name} task={task} {...useTask(clients[client], task)} />;
}

function Starter({ name, client = "main" }) {
  const { run, cancel, ...rest } = useRun(clients[client]?.faceSwap);
  useEffect(() => {
    hooks[name] = { run, cancel };
  }, [name, run, cancel]);
  return <Shown name={name} {...rest} />;
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

  run(name, params, { as = name, throws = false } = {}) {
    const onProgress = ({ id }) => {
      (told[as] ??= []).push(id);
      if (throws) throw new Error("a fault of the caller");
    };
    ends[as] = hooks[name].run(params, { onProgress }).then(
      ({ id, state }) => ({ id, state }),
      (error) => ({ ours: A2EError.is(error), name: error.name, kind: error.kind, taskId: error.taskId }),
    );
  },

  /** A run whose promise nobody keeps. */
  runAndForget(name, params) {
    hooks[name].run(params);
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
