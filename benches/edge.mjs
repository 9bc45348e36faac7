// `cargo xtask bench edge`: the Worker of www-example with a Durable Object for each of many users, who all start tasks at
// the same time; half way workerd is killed, and served again.

import { Page } from "./edge/page.mjs";
import { EACH, USERS, plan } from "./edge/plan.mjs";
import { delays, loopOf, notes, summary } from "./edge/report.mjs";
import { Service } from "./edge/service.mjs";
import { isEnd, wrongEnds, wrongNews, wrongTasks } from "./edge/verdict.mjs";
import { Worker } from "./edge/worker.mjs";
import { MOST_MS, worst } from "./edge/worst.mjs";
import { variable } from "./measure/packages.mjs";
import { report } from "./measure/report.mjs";

/** What has not ended so long after the last start is lost. */
const LONGEST_MS = 90_000;
/** Requests for the status of tasks, in the place of one that loops for each task send. */
const MOST_LOOKS = 0.6;

// Before anything else keeps the machine busy.
const heaviest = await worst();
const orders = plan();
const service = await Service.open(variable("A2E_EMULATOR_URL"), orders.length);
const worker = await Worker.open(service);
const pages = [];
try {
  const ended = new Set();
  const { promise: allEnded, resolve: end } = Promise.withResolvers();
  const onNews = (id, { state }) => {
    if (isEnd(state) && ended.add(id).size >= orders.length) end();
  };
  const names = Array.from({ length: USERS }, (_, user) => `User ${user}`);
  pages.push(...(await Promise.all(names.map((name) => Page.open(worker, name, onNews)))));

  const begun = Date.now();
  const wrong = [];
  let [sent, answered] = [0, 0];
  const { promise: half, resolve: reachHalf } = Promise.withResolvers();
  // Each user sends one start after the other.
  const starts = pages.map(async (page, user) => {
    for (const { due, order } of orders.filter((each) => each.user === user)) {
      await until(begun + due);
      if (++sent >= orders.length / 2 && ended.size > 0) reachHalf();
      await page.start(order).then(() => answered++, (error) => wrong.push(error.message));
    }
  });

  // Should they never get there, it fails below.
  await Promise.race([half, Promise.all(starts)]);
  const killed = { at: Date.now(), sent, answered, ended: ended.size };
  await worker.kill();
  await worker.serve();
  killed.ms = Date.now() - killed.at;

  await Promise.all(starts);
  const lastStart = Date.now();
  const limit = new Promise((resolve) => setTimeout(resolve, LONGEST_MS).unref());
  await Promise.race([allEnded, limit]);
  const over = Date.now();

  // Asked first: reading the records is counted, too.
  const requests = await service.requests();
  const webhooks = await service.webhooks();
  const tasks = await service.tasks();
  const kept = await Promise.all(pages.map((page) => page.all()));
  wrong.push(...wrongTasks(orders, pages, tasks), ...wrongNews(orders, pages, tasks), ...wrongEnds(pages, kept));

  const facts = { orders, pages, tasks, requests, webhooks, begun, killed, lastStart, over };
  const ratio = requests.looks / loopOf(tasks);
  const { length } = wrong;
  const says = `${orders.length} tasks of ${USERS} Durable Objects, ${EACH} each: ${length} things went wrong; 0 are allowed`;
  await report("edge", [summary(facts), delays(facts), heaviest.text, notes()], [
    { says: length ? `${says}, the first ones: ${wrong.slice(0, 5).join("; ")}` : says, kept: length === 0 },
    { says: `${ratio.toFixed(2)} times the requests of a loop per task; ${MOST_LOOKS} are allowed`, kept: ratio <= MOST_LOOKS },
    { says: `${heaviest.ms.toFixed(1)} ms is the longest that one request holds the proxy's event loop; ${MOST_MS} are allowed`, kept: heaviest.ms <= MOST_MS },
  ]);
} finally {
  for (const page of pages) page.close();
  await worker.close();
  await service.close();
}

async function until(time) {
  const ms = time - Date.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
