// `cargo xtask bench edge`: the Worker of www-example with a Durable Object for each of many users, who all start tasks at
// the same time at a service that is slow to answer. Three times, at random, workerd is killed, and served again. Before
// that, what the proxy makes of the worst requests.

import { Front } from "./edge/front.mjs";
import { Page } from "./edge/page.mjs";
import { EACH, SEED, USERS, killsAt, plan } from "./edge/plan.mjs";
import { delays, loopOf, notes, summary } from "./edge/report.mjs";
import { Service } from "./edge/service.mjs";
import { isEnd, unclear, wrongEnds, wrongNews, wrongTasks } from "./edge/verdict.mjs";
import { Worker } from "./edge/worker.mjs";
import { numbers } from "./measure/alternate.mjs";
import { variable } from "./measure/packages.mjs";
import { report } from "./measure/report.mjs";
import { measureHolds } from "./proxy/holds.mjs";

/** What has not ended so long after the last start is lost. */
const LONGEST_MS = 90_000;
/** Requests for the status of tasks, in the place of one that loops for each task send. */
const MOST_LOOKS = 0.6;

const holds = await measureHolds();
const integer = numbers(SEED);
const random = () => integer() / 2 ** 32;
const orders = plan();
const service = await Service.open(variable("A2E_EMULATOR_URL"), orders.length);
const front = await Front.open(service.base, random);
const worker = await Worker.open({ token: service.token, base: front.url });
const pages = [];
try {
  const ended = new Set();
  const wrong = [];
  const { promise: allEnded, resolve: end } = Promise.withResolvers();
  let missing = orders.length;
  const onEnd = () => {
    missing -= 1;
    if (missing === 0) end();
  };
  const onNews = (id, { state }) => {
    if (!isEnd(state) || ended.has(id)) return;
    ended.add(id);
    onEnd();
  };
  const names = Array.from({ length: USERS }, (_, user) => `User ${user}`);
  pages.push(...(await Promise.all(names.map((name) => Page.open(worker, name, onNews)))));

  const begun = Date.now();
  let [sent, answered] = [0, 0];
  const reached = killsAt(random).map((count) => ({ count, ...Promise.withResolvers() }));
  // Each user sends one start after the other.
  const starts = pages.map(async (page, user) => {
    for (const { due, order } of orders.filter((each) => each.user === user)) {
      await until(begun + due);
      sent += 1;
      for (const { count, resolve } of reached) if (sent >= count) resolve();
      const outcome = await page.start(order).catch((error) => wrong.push(error.message));
      answered += 1;
      // There is no task to wait for.
      if (outcome !== "started") onEnd();
    }
  });

  const kills = [];
  for (const { promise } of reached) {
    await promise;
    const kill = { at: Date.now(), sent, answered, underWay: front.underWay, ended: ended.size };
    await worker.kill();
    await worker.serve();
    kills.push({ ...kill, ms: Date.now() - kill.at });
  }

  await Promise.all(starts);
  const lastStart = Date.now();
  const limit = new Promise((resolve) => setTimeout(resolve, LONGEST_MS).unref());
  await Promise.race([allEnded, limit]);
  const over = Date.now();
  worker.check();

  // Asked first: reading the records is counted, too.
  const requests = await service.requests();
  const webhooks = await service.webhooks();
  const tasks = await service.tasks();
  const kept = await Promise.all(pages.map((page) => page.all()));
  wrong.push(...wrongTasks(orders, pages, tasks), ...wrongNews(orders, pages, tasks), ...wrongEnds(pages, kept));

  const facts = { orders, pages, tasks, requests, webhooks, begun, kills, lastStart, over };
  const ratio = requests.looks / loopOf(tasks);
  const { length } = wrong;
  const says = `${orders.length} tasks of ${USERS} Durable Objects, ${EACH} each: ${length} things went wrong; 0 are allowed`;
  // A start that was under way may have reached the service or not. If it has not, its page is told that this is unclear.
  const most = kills.reduce((all, kill) => all + kill.sent - kill.answered, 0);
  const unclearOnes = unclear(pages);
  await report("edge", [summary(facts), delays(facts), notes(), holds.text], [
    { says: length ? `${says}, the first ones: ${wrong.slice(0, 5).join("; ")}` : says, kept: length === 0 },
    {
      says: `${unclearOnes} starts were called unclear, none of which made a task; ${most} were under way at the kills`,
      kept: unclearOnes <= most,
    },
    { says: `${ratio.toFixed(2)} times the requests of a loop per task; ${MOST_LOOKS} are allowed`, kept: ratio <= MOST_LOOKS },
    holds.budget,
  ]);
} finally {
  for (const page of pages) page.close();
  await worker.close();
  front.close();
  await service.close();
}

async function until(time) {
  const ms = time - Date.now();
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
