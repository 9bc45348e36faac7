// Browsers and bundlers: the module lies beside this file.

import { clientMaker, start } from "./core.js";

export { A2E, A2EError } from "./core.js";

export const createClient = clientMaker(() => {
  const { href } = new URL("./a2e_wasm_bg.wasm", import.meta.url);
  // Vite before 8 moves this file while one develops, and nothing of what lies beside it. The text is
  // changed, not the URL: that of Turbopack is read-only and relative.
  return start(fetch(href.replace("/.vite/deps/", "/a2e-wasm/")));
});
