// Starts the page: asks the server for its settings, makes the client, and
// hands it to the parts of the page.

import { createBalance } from "./balance.js";
import { createComposer } from "./composer.js";
import { createRequestStrip } from "./requests.js";
import { createSet } from "./set.js";
import { createStore } from "./store.js";
import { createTasks } from "./tasks.js";
import { showTrouble } from "./trouble.js";

const MODES = {
  emulator: "Emulator: no real coins are spent",
  live: "Live account: every start costs coins",
};

const byId = (id) => document.getElementById(id);

async function start() {
  const config = await readConfig();
  // Imported here, so that a package that is not there can be reported in the page.
  const { createClient } = await import("/pkg/browser.js");
  let tasks;
  const a2e = await createClient({
    baseUrl: config.baseUrl,
    token: config.token,
    // The token of the demo is worth nothing outside the emulator.
    dangerouslyAllowBrowser: true,
    ...createRequestStrip(byId("requests"), (family) => tasks.waiting(family)),
  });
  byId("mode").textContent = MODES[config.mode] ?? config.mode;
  byId("mode").dataset.mode = config.mode;

  const balance = createBalance(a2e, byId("balance"));
  tasks = createTasks({ a2e, balance, store: createStore(config.baseUrl) });
  const composer = createComposer({ a2e, tasks, samples: config.samples });
  createSet({ tasks, composer });
  await Promise.all([balance.read(), tasks.restore()]);
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
