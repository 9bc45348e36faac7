// All swaps of this account: the ones started here, the ones this browser
// remembers, and the ones the service lists. Unfinished ones are waited for.

import { Card, isFinished, sentenceFor, titleOf } from "./card.js";
import { clearTrouble, showTrouble } from "./trouble.js";

const LISTED = 20;
const byId = (id) => document.getElementById(id);

export function createTasks({ a2e, balance, store }) {
  /** By id: { view, card, coins?, watch?, error?, retrying? }. `watch` aborts the wait of an entry that has one. */
  const entries = new Map();
  const actions = {
    stop: (entry) => entry.watch?.abort(),
    resume: watch,
    retry,
    delete: remove,
  };

  setInterval(() => {
    for (const entry of entries.values()) if (!isFinished(entry.view)) entry.card.tick(entry);
  }, 1000);

  async function start(inputs) {
    const before = await balance.read();
    const view = await a2e.faceSwap.start(inputs);
    const entry = add(view, { before });
    entry.card.element.scrollIntoView({ block: "nearest" });
    watch(entry);
    entry.coins.after = await balance.read();
    show(entry);
  }

  async function watch(entry) {
    const controller = new AbortController();
    entry.watch = controller;
    entry.error = undefined;
    show(entry);
    try {
      entry.view = await a2e.faceSwap.wait(entry.view, {
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
    if (isFinished(entry.view)) settle(entry);
  }

  /** Coins of a failed swap come back, so what was paid is known at the end. */
  async function settle(entry) {
    const now = await balance.read();
    if (entry.view.state === "failed" && entry.coins && now !== undefined) {
      entry.coins.after = now;
      show(entry);
    }
  }

  async function retry(entry) {
    if (entry.retrying) return;
    const { name, face_url, video_url } = entry.view.record;
    entry.retrying = true;
    entry.error = undefined;
    show(entry);
    try {
      await start({ name, face_url, video_url });
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
      await a2e.faceSwap.delete(entry.view.id);
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
    if (hadFocus) (entries.get(neighbour?.dataset.id)?.card ?? byId("swaps")).focus();
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

  /** Brings in what the service lists, and forgets finished swaps it no longer has. */
  async function refresh() {
    try {
      const { items, hasMore } = await a2e.faceSwap.list({ page: 1, pageSize: LISTED });
      const views = items.map((record) => a2e.faceSwap.task(record));
      for (const view of views) {
        const known = entries.get(view.id);
        if (!known) follow(add(view));
        else if (!known.watch) Object.assign(known, { view });
      }
      const ids = new Set(views.map(({ id }) => id));
      for (const entry of hasMore ? [] : [...entries.values()]) {
        if (!ids.has(entry.view.id) && isFinished(entry.view)) drop(entry);
      }
      for (const entry of entries.values()) entry.card.update(entry);
      clearTrouble(byId("list-trouble"));
    } catch (error) {
      showTrouble(byId("list-trouble"), error);
    }
    listed();
  }

  function add(view, coins) {
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
    store.save([...entries.values()]);
  }

  function listed() {
    byId("none").hidden = entries.size > 0;
    byId("swaps-count").textContent = entries.size || "";
    store.save([...entries.values()]);
  }

  return { start, restore, refresh };
}

function bornAt({ view }) {
  return new Date(view.createdAt ?? view.startedAt).getTime();
}

function announce(text) {
  byId("announcer").textContent = text;
}
