// Task views outlive the page in localStorage: a view is plain data, and
// `wait` takes one back. Storage may be full or forbidden (private windows);
// then the service's lists are all there is, which is fine.

import { FAMILIES } from "./families.js";

export function createStore(baseUrl) {
  // Views of one service mean nothing to another.
  const key = `a2e-tasks ${baseUrl}`;
  return {
    load() {
      try {
        const stored = JSON.parse(localStorage.getItem(key)) ?? [];
        return stored.filter(({ view }) => view.family in FAMILIES);
      } catch {
        return [];
      }
    },

    save(entries) {
      try {
        localStorage.setItem(key, JSON.stringify(entries.map(({ view, coins }) => ({ view, coins }))));
      } catch {
        // Said above: the lists of the service take over.
      }
    },
  };
}
