// Task views outlive the page in localStorage: a view is plain data, and
// `wait` takes one back. Storage may be full or forbidden (private windows);
// then the service's list is all there is, which is fine.

export function createStore(baseUrl) {
  // Views of one service mean nothing to another.
  const key = `a2e-face-swaps ${baseUrl}`;
  return {
    load() {
      try {
        return JSON.parse(localStorage.getItem(key)) ?? [];
      } catch {
        return [];
      }
    },

    save(entries) {
      try {
        localStorage.setItem(key, JSON.stringify(entries.map(({ view, coins }) => ({ view, coins }))));
      } catch {
        // Said above: the list of the service takes over.
      }
    },
  };
}
