// What the examples of the READMEs take as given, for one that is run by `node --import ./given.mjs`: a page, a
// client, A2E itself. The last argument is JSON: `{ service, page, options, stored }`.

import { createClient } from "a2e-wasm";

const { service, page, options, stored } = JSON.parse(process.argv.at(-1));

/** What the example did, printed at its end. */
const told = { asked: [], shown: [], loaded: [], player: {}, localStorage: {}, db: {} };

// The emulator answers in the place of A2E.
const { fetch } = globalThis;
globalThis.fetch = async (url, init) => {
  const { hostname, origin, pathname, search } = new URL(url);
  // What a browser sends along to the page's own server.
  if (origin === page) init.headers = new Headers([...new Headers(init.headers), ["cookie", "session=secret-of-ada"], ["origin", page]]);
  if (!/(?:^|\.)a2e\.ai$/.test(hostname)) return fetch(url, init);
  told.asked.push(url);
  return Object.defineProperty(await fetch(service + pathname + search, init), "url", { value: url });
};

const face = new File(["a face"], "ada.jpg", { type: "image/jpeg" });
const video = new File(["a video"], "talk.mp4", { type: "video/mp4" });
const video_url = "https://example.com/talk.mp4";

const given = {
  // A page.
  location: new URL(page),
  localStorage: told.localStorage,
  faceInput: { files: [face] },
  videoInput: { files: [video] },
  file: face,
  video_url,
  player: told.player,
  signal: new AbortController().signal,
  bar: (part) => told.loaded.push(part),
  show: (state) => told.shown.push(state),
  // A server.
  a2e: await createClient(options),
  params: { name: "Ada", face_url: "https://example.com/ada.jpg", video_url },
  order: { id: "order_2026_7" },
  db: {
    get: async (key) => told.db[key],
    put: async (key, value) => (told.db[key] = value),
  },
  stored,
  id: stored[0]?.id,
};
// Node has some of these names itself, and lets nobody assign them.
for (const [name, value] of Object.entries(given)) Object.defineProperty(globalThis, name, { value });
process.env.A2E_TOKEN = options.token;

process.on("exit", () => console.log(JSON.stringify(told)));
