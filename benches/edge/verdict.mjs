// What went wrong, if anything did: every answer is a list of sentences.

const RANKS = { queued: 0, running: 1, succeeded: 2, failed: 2 };
export const isEnd = (state) => RANKS[state] === 2;

/** How many starts were called unclear. */
export function unclear(pages) {
  return pages.reduce((all, page) => all + page.unclear.size, 0);
}

/** Whether every order is one task at the service, and the one that was answered. One that is called unclear has none. */
export function wrongTasks(plan, pages, tasks) {
  const byKey = Map.groupBy(tasks, ({ key }) => key);
  const ordered = new Set(plan.map(({ order }) => order.key));
  const wrong = tasks.filter(({ key }) => !ordered.has(key)).map(({ id }) => `task ${id} was not ordered`);
  for (const { user, end, order } of plan) {
    const found = byKey.get(order.key) ?? [];
    if (found.length === 0 && pages[user].unclear.has(order.key)) continue;
    if (found.length !== 1) {
      wrong.push(`${order.key} was started ${found.length} times`);
      continue;
    }
    const [{ id, family, word }] = found;
    if (family !== order.family) wrong.push(`${order.key} is a task of ${family}`);
    if (word !== (end === "failed" ? "failed" : "completed")) wrong.push(`${order.key} is ${word}`);
    if (pages[user].started.get(order.key) !== id) wrong.push(`${order.key} was answered with another task`);
  }
  return wrong;
}

/** Whether each page was told of its tasks, and of nothing else: every change once, in order, to the right end. */
export function wrongNews(plan, pages, tasks) {
  const ids = new Map(tasks.map(({ key, id }) => [key, id]));
  const wrong = [];
  const mine = pages.map(() => new Set());
  for (const { user, end, order } of plan) {
    const id = ids.get(order.key);
    mine[user].add(id).add(order.key);
    if (!id && pages[user].unclear.has(order.key)) continue;
    const news = pages[user].news.get(id) ?? [];
    if (news.at(-1)?.state !== end) wrong.push(`${order.key} ended as ${news.at(-1)?.state} for its page`);
    if (news.length < 2) wrong.push(`${order.key} was told of ${news.length} times`);
    const told = news.map(({ state, status, error }) => [state, status, error].join());
    if (new Set(told).size < told.length) wrong.push(`${order.key} was told twice: ${told.join(" -> ")}`);
    const isOrdered = news.every(({ state }, place) => place === 0 || RANKS[state] >= RANKS[news[place - 1].state]);
    if (!isOrdered || news.some(({ error }) => error)) wrong.push(`${order.key} went ${told.join(" -> ")}`);
  }
  pages.forEach(({ news }, user) => {
    for (const id of news.keys()) {
      if (!mine[user].has(id)) wrong.push(`user ${user} was told of ${id}, which is somebody else's`);
    }
  });
  return wrong;
}

/** Whether what each page knows is what its object keeps: no change is left that was not pushed. */
export function wrongEnds(pages, kept) {
  return pages.flatMap((page, user) => {
    const last = new Map([...page.news].map(([id, news]) => [id, news.at(-1)]));
    const wrong = kept[user]
      .filter(({ id, version }) => last.get(id)?.version !== version)
      .map(({ id }) => `user ${user} was not told the last of ${id}`);
    const ids = new Set(kept[user].map(({ id }) => id));
    for (const [id, { state }] of last) {
      if (state !== "gone" && !ids.has(id)) wrong.push(`user ${user} still sees ${id}, which is gone`);
    }
    return wrong;
  });
}
