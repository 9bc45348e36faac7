// What is printed of the run.

import { load } from "../measure/report.mjs";
import { median, quantile } from "../measure/statistics.mjs";
import { number, table } from "../measure/table.mjs";
import { FAMILIES, LONGEST_START_MS, SHORTEST_START_MS, SPEED, STARTS_MS, TASK_MS } from "./plan.mjs";
import { isEnd } from "./verdict.mjs";

/** A loop for each task asks at once, and then after every pause of so many milliseconds until the task has ended. */
const LOOP_MS = 2_000;

/** How many requests such loops send for these tasks. */
export function loopOf(tasks) {
  return tasks.reduce((all, { begin, end }) => all + Math.ceil((end - begin) / LOOP_MS) + 1, 0);
}

/** What happened, in numbers. */
export function summary({ orders, pages, tasks, requests, webhooks, begun, kills, lastStart, over }) {
  const sum = (name) => pages.reduce((all, page) => all + page[name], 0);
  const lost = Object.entries(webhooks.failures).map(([why, count]) => `${number(count)} not (${why})`);
  const lines = [
    ["ordered", `${number(orders.length)} starts, by ${pages.length} users; each has a Durable Object`],
    ["sent by pages", `${number(orders.length + sum("repeated"))} starts, ${sum("repeated")} of them again`],
    ["sent on", `${number(requests.starts)} starts, and ${number(requests.lists)} lists that were looked through for their keys`],
    ["there are", `${number(tasks.length)} tasks`],
    ...kills.flatMap(({ at, sent, answered, underWay, ended, ms }) => [
      ["kill -9", `after ${seconds(at - begun)}: ${number(sent)} starts were sent, ${sent - answered} of them not answered,`],
      ["", `${underWay} at the service; ${number(ended)} tasks had ended; ${ms} ms later workerd listened again`],
    ]),
    ["last start", `answered after ${seconds(lastStart - begun)}`],
    ["last end", `pushed after ${seconds(over - begun)}`],
    ["webhooks", [`${number(webhooks.taken.size)} taken`, ...lost].join(", ")],
    ["pushes", `${number(sum("pushes"))}; ${number(sum("known"))} times a page was told what it knew`],
    ["looks", `${number(requests.looks)} requests for the status of tasks; a loop per task sends ${number(loopOf(tasks))}`],
  ];
  return lines.map(([name, text]) => `${name.padEnd(13)}  ${text}`).join("\n");
}

/** From a task's end at the service to the push of it, by how the Worker came to know. */
export function delays({ orders, pages, tasks, webhooks, kills }) {
  const users = new Map(orders.map(({ user, order }) => [order.key, user]));
  const samples = tasks.flatMap(({ id, key, end }) => {
    const last = pages[users.get(key)].news.get(id)?.find(({ state }) => isEnd(state));
    return last ? [{ ms: last.at - end, byHook: webhooks.taken.has(id), end }] : [];
  });
  const isDuring = ({ end }) => kills.some(({ at, ms }) => end >= at - 1000 && end <= at + ms + 2000);
  const groups = [
    ["with its webhook", samples.filter(({ byHook }) => byHook)],
    ["without", samples.filter(({ byHook }) => !byHook)],
    ["around the kills", samples.filter(isDuring)],
    ["all", samples],
  ];
  const rows = groups.filter(([, some]) => some.length).map(([name, some]) => {
    const ms = some.map((sample) => sample.ms);
    return [name, number(ms.length), ...[median(ms), quantile(ms, 0.95), Math.max(...ms)].map(seconds)];
  });
  return table(["end to push", "tasks", "median", "95 %", "worst"], rows);
}

/** What the words mean, and under which conditions it was measured. */
export function notes() {
  return `a loop per task   computed: a request at the start of each task, and every ${LOOP_MS / 1000} s until it has ended
around the kills  ended from a second before one to two seconds after workerd listened again
end to push       from a task's end by the emulator's clock to the first message that tells of it
went wrong        starts that made no task or two, or were answered with another one; tasks that did not come to their
                  end, or of which a page that takes what is new by id and version was told a state and word twice,
                  out of order or not to the last; what the page of somebody else was told
called unclear    a start that was under way at a kill and of which the Worker found no task within 30 s

Tasks of ${Object.keys(FAMILIES).join(", ")}, each ${TASK_MS / SPEED / 1000} s long; one in 50 fails.
Starts are due evenly over ${STARTS_MS / 1000} s; a user sends one after the other. The service takes ${SHORTEST_START_MS / 1000} to ${LONGEST_START_MS / 1000} s to answer one, and makes the task at any moment of that
time, also when the one who asked is gone. It loses half of the webhooks.
workerd, the emulator and the pages, which are one program of Node, share the machine. ${load()}`;
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}
