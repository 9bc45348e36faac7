// All tasks of this account: the ones started here, the ones this browser
// remembers, and the ones the service lists. Unfinished ones are waited for,
// each with a wait of its own; the client asks for all of them together.

import { announce } from "./announcer.js";
import { Card, isFinished, sentenceFor, titleOf } from "./card.js";
import { FAMILIES, paramsOf } from "./families.js";
import { clearTrouble, showTrouble } from "./trouble.js";

const LISTED = 20;
/** Starts of a set under way at the same time: few enough that a refusal comes before most are charged. */
const STARTS_AT_ONCE = 4;
const byId = (id) => document.getElementById(id);

export function createTasks({ a2e, balance, store }) {
  /** By id: { view, card, coins?, watch?, error?, retrying? }. `watch` aborts the wait of an entry that has one. */
  const entries = new Map();
  const actions = {
    stop: (entry) => entry.watch?.abort(),
    resume(entry) {
      a2e.renew?.(entry.view);
      watch(entry);
    },
    retry,
    delete: remove,
  };

  setInterval(() => {
    for (const entry of entries.values()) if (!isFinished(entry.view)) entry.card.tick(entry);
  }, 1000);

  async function start(family, params) {
    const before = await balance.read();
    const entry = add(await a2e[family].start(params), { before });
    entry.card.element.scrollIntoView({ block: "nearest" });
    follow(entry);
    entry.coins.after = await balance.read();
    show(entry);
  }

  /** Starts a set, `plan`: pairs of a family and its parameters. What fails first ends it, and is thrown. */
  async function startAll(plan, onStarted) {
    const left = plan.values();
    let failure;
    const work = async () => {
      for (const [family, params] of left) {
        try {
          follow(add(await a2e[family].start(params)));
          onStarted();
        } catch (error) {
          failure ??= error;
        }
        if (failure) return;
      }
    };
    await Promise.all(Array.from({ length: STARTS_AT_ONCE }, work));
    byId("cards").firstElementChild?.scrollIntoView({ block: "nearest" });
    balance.read();
    if (failure) throw failure;
  }

  async function watch(entry) {
    const controller = new AbortController();
    entry.watch = controller;
    entry.error = undefined;
    show(entry);
    try {
      entry.view = await a2e.wait(entry.view, {
        signal: controller.signal,
        onProgress(view) {
          entry.view = view;
          show(entry);
        },
      });
    } catch (error) {
      if (error.task) entry.view = error.task;
      if (error.kind !== "aborted") entry.error = error;
    }
    entry.watch = undefined;
    // Deleted meanwhile: there is nothing left to show.
    if (!entries.has(entry.view.id)) return;
    show(entry);
    announce(`${titleOf(entry)}: ${sentenceFor(entry)}`);
    if (entry.view.state === "failed") settle(entry);
  }

  /** Coins of a failed task come back, so what was paid is known at the end. */
  async function settle(entry) {
    const now = await balance.read();
    if (entry.coins && now !== undefined) {
      entry.coins.after = now;
      show(entry);
    }
  }

  async function retry(entry) {
    if (entry.retrying) return;
    entry.retrying = true;
    entry.error = undefined;
    show(entry);
    try {
      // A Worker pushes a long view without its record.
      const view = (await a2e.whole?.(entry.view)) ?? entry.view;
      await start(view.family, paramsOf(view));
    } catch (error) {
      entry.error = error;
      if (error.outcomeUnknown) refresh();
    } finally {
      entry.retrying = false;
      show(entry);
    }
  }

  async function remove(entry) {
    try {
      await a2e[entry.view.family].delete(entry.view.id);
    } catch (error) {
      // A task that is not there is as deleted as it can be.
      if (error.kind !== "not_found") {
        entry.error = error;
        return show(entry);
      }
    }
    drop(entry);
    announce(`${titleOf(entry)} is deleted.`);
  }

  function drop(entry) {
    const neighbour = entry.card.element.nextElementSibling ?? entry.card.element.previousElementSibling;
    const hadFocus = entry.card.element.contains(document.activeElement);
    entries.delete(entry.view.id);
    entry.watch?.abort();
    entry.card.element.remove();
    // Focus on a removed button falls to the page's top; the next card is nearer.
    if (hadFocus) (entries.get(neighbour?.dataset.id)?.card ?? byId("tasks")).focus();
    listed();
  }

  function follow(entry) {
    if (!isFinished(entry.view) && !entry.watch) watch(entry);
  }

  async function restore() {
    for (const { view, coins } of store.load()) add(view, coins);
    await refresh();
    for (const entry of entries.values()) follow(entry);
  }

  /** Brings in what the service lists, and forgets finished tasks it no longer has. */
  async function refresh() {
    const outcomes = await Promise.allSettled(Object.keys(FAMILIES).map(refreshFamily));
    const failed = outcomes.find(({ status }) => status === "rejected");
    if (failed) showTrouble(byId("list-trouble"), failed.reason);
    else clearTrouble(byId("list-trouble"));
    listed();
  }

  async function refreshFamily(family) {
    const { items, hasMore } = await a2e[family].list({ page: 1, pageSize: LISTED });
    const views = items.map((record) => a2e[family].task(record));
    for (const view of views) {
      const known = entries.get(view.id);
      if (!known) follow(add(view));
      else if (!known.watch) Object.assign(known, { view });
    }
    const ids = new Set(views.map(({ id }) => id));
    for (const entry of [...entries.values()].filter(({ view }) => view.family === family)) {
      if (!hasMore && !ids.has(entry.view.id) && isFinished(entry.view)) drop(entry);
      else entry.card.update(entry);
    }
  }

  function add(view, coins) {
    const known = entries.get(view.id);
    // A push can be faster than the answer to the start.
    if (known) return Object.assign(known, coins && { coins });
    const entry = { view, coins };
    entry.card = new Card(entry, actions);
    entries.set(view.id, entry);
    const older = [...byId("cards").children].find((card) => bornAt(entries.get(card.dataset.id)) <= bornAt(entry));
    byId("cards").insertBefore(entry.card.element, older ?? null);
    show(entry);
    listed();
    return entry;
  }

  function show(entry) {
    if (!entries.has(entry.view.id)) return;
    entry.card.update(entry);
    listed();
  }

  function listed() {
    const all = [...entries.values()];
    byId("none").hidden = all.length > 0;
    byId("tasks-count").textContent = all.length || "";
    byId("tally").textContent = tallyOf(all);
    store.save(all);
  }

  /** How many cards of a family wait for news. */
  function waiting(family) {
    return [...entries.values()].filter(({ view, watch }) => watch && view.family === family).length;
  }

  /** Takes in a task that was started elsewhere. */
  function take(view) {
    follow(add(view));
  }

  /** Lets go of a task that was deleted elsewhere. */
  function forget(id) {
    if (entries.has(id)) drop(entries.get(id));
  }

  return { start, startAll, restore, refresh, waiting, take, forget };
}

function tallyOf(entries) {
  const words = { queued: "queued", running: "running", succeeded: "done", failed: "failed" };
  const parts = Object.entries(words).map(([state, word]) => {
    const count = entries.filter(({ view }) => view.state === state).length;
    return count && `${count} ${word}`;
  });
  return parts.filter(Boolean).join(", ");
}

function bornAt({ view }) {
  return new Date(view.createdAt ?? view.firstSeenAt).getTime();
}
