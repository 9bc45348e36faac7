// Requests past every cache. Next.js keeps on the server whatever `fetch` gets, unless it is told not to. `send` in `src/host/send.js`
// has the same rule: the glue of the client and the scripts of the server have no file in common. `tests/package/twins.test.mjs`
// holds the two against each other.

/** @type {RequestInit} */
const NO_STORE = { cache: "no-store" };
let known;

/** What keeps caches out of a request; nothing where the host throws at the word, as old dates of workerd do. */
export function fresh() {
  known ??= isKnown() ? NO_STORE : {};
  return known;
}

/** The word is tried without a request: a start must not be sent a second time because of it. */
function isKnown() {
  try {
    return Boolean(new Request("http://a", NO_STORE));
  } catch {
    return false;
  }
}
