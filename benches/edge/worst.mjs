// The worst requests of a signed-in user: how long each of them holds the event loop of a server with the proxy.

import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { folder } from "../measure/packages.mjs";
import { median } from "../measure/statistics.mjs";
import { table } from "../measure/table.mjs";

/** The longest that one request may hold the loop. */
export const MOST_MS = 50;
const ROUNDS = 9;
const LENGTH = 1_048_576;
const START = `{"name":"n","face_url":"https://a.example/a.jpg","video_url":"https://a.example/v.mp4","x":`;

const id = (number) => number.toString(16).padStart(24, "0");
const list = (length, one) => `[${Array.from({ length }, (_, place) => one(place)).join()}]`;
/** As many repetitions of a text as a body has room for. */
const filled = (text) => text.repeat((LENGTH - 200) / text.length);

const VALUES = {
  "one long text": `"${filled("a")}"`,
  "a text of short words": `"${filled("a,")}"`,
  "a text of words as long as ids": `"${filled(`${"g".repeat(24)},`)}"`,
  "a text of the same id": `"${filled(`${id(1)},`)}"`,
  "a text of escapes": `"${filled("\\u0061")}"`,
  "a list of ids": list(38_000, (place) => `"${id(place)}"`),
  "200 ids, and a long text": `[${list(200, (place) => `"${id(place)}"`)},"${"a,".repeat(500_000)}"]`,
  "as many values as may be": list(9_900, () => `"${"a,".repeat(50)}"`),
  "as many names as may be": `{${Array.from({ length: 4_900 }, (_, place) => `"${place}${"a,".repeat(100)}":1`).join()}}`,
  "more names than may be": `{${Array.from({ length: 100_000 }, (_, place) => `"n${place}":1`).join()}}`,
  "64 levels": `${"[".repeat(63)}"${filled("a")}"${"]".repeat(63)}`,
  "half a million levels": "[".repeat(520_000) + "]".repeat(520_000),
  "spaces": `${filled(" ")}1`,
};

/** Gives the rows of a table, and the longest time of all. */
export async function worst() {
  const { createProxy, memoryOwners } = await import(pathToFileURL(join(folder("a2e-wasm"), "server.js")));
  let made = 1_000_000;
  const proxy = createProxy({
    token: "sk_bench", baseUrl: "https://service.example", allow: ["faceSwap"], authorize: () => "bob", owners: memoryOwners(),
    fetch: async () => Response.json({ code: 0, data: { _id: id(++made) } }),
  });
  const rows = [];
  for (const [name, value] of Object.entries(VALUES)) {
    const body = `${START}${value}}`.slice(0, LENGTH);
    const times = [];
    let status;
    for (let round = 0; round < ROUNDS; round++) {
      const request = new Request("https://app.example/api/a2e/api/v1/userFaceSwapTask/add", {
        method: "POST", body, headers: { "content-type": "application/json" },
      });
      times.push(await held(async () => ({ status } = await proxy(request))));
    }
    rows.push({ name, status, ms: median(times) });
  }
  const text = rows.map(({ name, status, ms }) => [name, String(status), `${ms.toFixed(1)} ms`]);
  return { text: table(["body of 1 MiB", "status", "held the loop"], text), ms: Math.max(...rows.map(({ ms }) => ms)) };
}

/** The longest time for which nothing else could run while something was done. */
async function held(work) {
  let [running, longest, last] = [true, 0, performance.now()];
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(tick);
  };
  await new Promise((resolve) => setImmediate(resolve));
  last = performance.now();
  setImmediate(tick);
  await work();
  tick();
  running = false;
  return longest;
}
