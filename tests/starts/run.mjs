// Thousands of starts at once, each with faults of its own.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Account, BASE, exchange, variable } from "./service.mjs";
import { Timeline } from "./timeline.mjs";

const { createClient } = await import(pathToFileURL(join(variable("A2E_PACKAGE"), "index.js")));

const ACCOUNTS = 300;
/** After this all that is late has been done. */
const LONG = 200_000;

/** The account of a start: most have dozens of tasks, a few have hundreds, so their lists have pages. */
const accountOf = (place, count) => Math.floor(ACCOUNTS * (place / count) ** 1.5);
const nameOf = (place) => `start ${place}`;
const placeOf = (name) => Number(/^start (\d+)/.exec(name)[1]);

/**
 * Starts a face swap for each list of faults: its first send meets the first fault, and so on. Gives what the
 * calls came to, the tasks that were made of each, and how many sends and coins all took.
 */
export async function run(name, plans, optionsOf) {
  const tokens = Array.from({ length: ACCOUNTS }, (_, number) => `sk_emulator_starts_${name}_${number}`);
  const accounts = await Promise.all(tokens.map((token) => Account.open(token)));
  const timeline = new Timeline((ms) => Promise.all(accounts.map((account) => account.advance(ms))));
  const left = plans.map((faults) => [...faults]);
  const send = (url, init) => {
    const fault = init.method === "POST" ? left[placeOf(JSON.parse(init.body).name)].shift() : undefined;
    if (fault) init.headers.set("x-emulator-fault", JSON.stringify(fault));
    return timeline.hold(() => exchange(url, init));
  };
  const clients = await Promise.all(accounts.map(({ token }) => createClient({ token, baseUrl: BASE, fetch: send })));
  const calls = await Promise.allSettled(plans.map((_, place) => {
    const params = { name: nameOf(place), face_url: "https://a.example/a.jpg", video_url: "https://a.example/a.mp4" };
    return clients[accountOf(place, plans.length)].faceSwap.start(params, optionsOf(place));
  }));
  timeline.remove();
  clients.forEach((client) => client.close());
  await Promise.all(accounts.map((account) => account.advance(LONG)));

  const tasks = plans.map(() => []);
  for (const account of accounts) {
    for (const task of await account.tasks()) tasks[placeOf(task.name)].push(task);
  }
  const sum = async (of) => (await Promise.all(accounts.map(of))).reduce((sum, one) => sum + one, 0);
  return {
    calls,
    tasks,
    sends: await sum((account) => account.starts()),
    charged: await sum((account) => account.charged()),
    timers: timeline.timers.size,
  };
}
