// Starts the page: asks the server for its settings, makes the client, and
// hands it to the parts of the page.

import { createBalance } from "./balance.js";
import { createComposer } from "./composer.js";
import { signIn, signInAgain } from "./login.js";
import { createPushes } from "./pushes.js";
import { createRemote } from "./remote.js";
import { createRequestStrip } from "./requests.js";
import { createSet } from "./set.js";
import { createStore } from "./store.js";
import { createTasks } from "./tasks.js";
import { showTrouble } from "./trouble.js";

const SERVICES = {
  emulator: "Emulator: no real coins are spent",
  live: "Live account: every start costs coins",
};
const HOWS = { direct: "Direct", worker: "Worker" };

const byId = (id) => document.getElementById(id);

async function start() {
  const config = await readConfig();
  const how = config.mode === "worker" ? "worker" : "direct";
  const service = config.service ?? config.mode;
  showMode(how, service);
  let user;
  if (how === "worker") {
    byId("title").textContent = "Start it, close the page.";
    byId("subtitle").textContent = "A Worker starts each task once, watches it while you are away, and pushes the news to every open page.";
    user = await signIn(config);
  }
  // Imported here, so that a package that is not there can be reported in the page.
  const { createClient } = await import("/pkg/index.js");
  let tasks;
  const client = await createClient({
    baseUrl: config.baseUrl,
    token: config.token,
    // The token of the demo is worth nothing outside the emulator. Behind a Worker there is none.
    dangerouslyAllowBrowser: true,
    ...createRequestStrip(byId("requests"), (family) => tasks.waiting(family)),
  });
  const sessionOver = () => signInAgain(user, config);
  const a2e = how === "worker" ? watched(client, () => tasks, service, sessionOver) : client;

  const balance = createBalance(a2e, byId("balance"));
  // The Worker remembers by itself.
  tasks = createTasks({ a2e, balance, store: how === "worker" ? NO_STORE : createStore(config.baseUrl) });
  const composer = createComposer({ a2e, tasks, samples: config.samples });
  createSet({ tasks, composer });
  await Promise.all([balance.read(), tasks.restore()]);
}

const NO_STORE = { load: () => [], save() {} };

const LINKS = {
  lost: "The Worker is out of reach; trying again…",
  closed: "Too many pages of yours are open. Reload this one to go on here.",
};

/** What the page works with where a Worker starts and watches. Nothing comes before the page is complete. */
function watched(client, tasksOf, service, sessionOver) {
  const pushes = createPushes(byId("requests"));
  return createRemote(client, {
    push: pushes.count,
    task: (view) => tasksOf().take(view),
    gone: (id) => tasksOf().forget(id),
    link: (state) => showMode("worker", service, LINKS[state]),
    sessionOver,
  });
}

function showMode(how, service, trouble) {
  const badge = Object.assign(document.createElement("span"), { className: "how", textContent: HOWS[how] });
  byId("mode").replaceChildren(badge, trouble ?? SERVICES[service] ?? service);
  Object.assign(byId("mode").dataset, { mode: service, how, link: trouble ? "lost" : "stands" });
}

async function readConfig() {
  const answer = await fetch("/config.json");
  if (!answer.ok) throw new Error(`The server has no /config.json (status ${answer.status}). Start it with: cargo xtask demo`);
  return answer.json();
}

start().catch((error) => {
  byId("mode").textContent = "Not connected";
  byId("mode").dataset.mode = "broken";
  showTrouble(byId("composer-trouble"), error);
});
