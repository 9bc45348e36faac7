// A Worker that makes clients and proxies by the thousand, and tells how much memory wasm has. It asks nobody anything.

import { memories } from "memories.mjs";
import { A2E, A2EError, createClient } from "a2e-wasm";
import { createProxy, memoryOwners } from "a2e-wasm/server";

const ID = "0123456789abcdef01234567";
const SWAP = { name: "a", face_url: "https://a.example/face.jpg", video_url: "https://a.example/video.mp4" };

const envelope = (data) => Response.json({ code: 0, data });
const records = { POST: { _id: ID, current_status: "initialized" }, GET: { _id: ID, current_status: "processing" } };
const fetch = async (url, { method }) => envelope(url.includes("records") ? { rows: [], count: 0 } : records[method]);
const OPTIONS = { token: "sk_a", baseUrl: "https://a.example", fetch };
/** An answer that does not come before the signal. */
const never = (url, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));

/** One life of a client or of a proxy. */
const LIVES = {
  read: async () => (await createClient(OPTIONS)).faceSwap.get(ID),
  closed: async () => (await createClient(OPTIONS)).close(),
  constructed: async () => new A2E(OPTIONS),
  refused: async () => caught((await createClient(OPTIONS)).faceSwap.start({})),
  keyed: async (n) => (await createClient(OPTIONS)).faceSwap.start(SWAP, { idempotencyKey: `key-of-${n}` }),
  "closed in a wait": async () => {
    const a2e = await createClient({ ...OPTIONS, fetch: never });
    const ends = [caught(a2e.faceSwap.wait(ID)), caught(a2e.waitAll([{ family: "faceSwap", id: ID }]))];
    a2e.close();
    await Promise.all(ends);
  },
  "left early": async () => {
    for await (const _ of (await createClient(OPTIONS)).faceSwap.watch(ID)) break;
  },
  shared: async () => {
    const a2e = await createClient({ ...OPTIONS, poll: { shared: true } });
    await a2e.faceSwap.get(ID);
    a2e.close();
  },
  proxy: async () => {
    let why;
    const own = { authorize: () => "ada", owners: memoryOwners(), onError: (cause) => (why = cause) };
    const proxy = createProxy({ ...OPTIONS, allow: ["account.coins"], ...own });
    const answer = await proxy(new Request("https://app.example/api/a2e/api/v1/user/remainingCoins"));
    if (!answer.ok) throw new Error(`${await answer.text()}: ${why}`);
  },
  "a proxy of its own": async (n) => {
    const proxy = createProxy({ ...OPTIONS, token: `sk_${n}`, allow: ["account.coins"], authorize: () => "ada", owners: memoryOwners() });
    await proxy(new Request("https://app.example/api/a2e/api/v1/user/remainingCoins"));
  },
};

async function caught(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!A2EError.is(error)) throw error;
    return { kind: error.kind, taskId: error.taskId, message: error.message };
  }
}

/** What a client does that is closed, with what it has under way. */
async function closing() {
  const a2e = await createClient({ ...OPTIONS, fetch: (url, init) => (url.includes("Coins") ? late : fetch(url, init)) });
  let send;
  const late = new Promise((resolve) => (send = resolve));
  const { faceSwap } = a2e;
  const ends = [a2e.account.coins(), faceSwap.wait(ID), a2e.faceSwap.watch(ID).next()].map(caught);
  a2e.close();
  a2e.close();
  send(envelope({ coins: 7 }));
  const first = await Promise.all(ends);
  const later = [a2e.account.coins(), faceSwap.wait(ID), faceSwap.run(SWAP), (async () => a2e.notify({ family: "faceSwap", id: ID }))()];
  return [...first, ...(await Promise.all(later.map(caught)))];
}

/** How often the list was read for two starts with a key, one after the other, and which host was asked after the options changed. */
async function kept() {
  const asked = [];
  const listening = (url, init) => (asked.push(`${init.method} ${new URL(url).host}`), fetch(url, init));
  const options = { ...OPTIONS, fetch: listening, poll: { shared: true } };
  const a2e = await createClient(options);
  options.baseUrl = "https://b.example";
  options.poll.shared = false;
  for (const _ of "12") await a2e.faceSwap.start(SWAP, { idempotencyKey: "key-of-kept" });
  a2e.close();
  return asked;
}

/** What wrong options come to. */
async function refused() {
  const odd = [{ token: 7 }, { nothing: 1 }, null, 7, Object.defineProperty({}, "token", { enumerable: true, get: () => JSON.parse("{") })];
  return Promise.all(odd.map((options) => caught(createClient(options))));
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/closing") return Response.json(await closing());
    if (pathname === "/kept") return Response.json(await kept());
    if (pathname === "/refused") return Response.json(await refused());
    const life = LIVES[searchParams.get("life")];
    for (let n = 0; n < Number(searchParams.get("times")); n += 1) await life(n);
    return Response.json(memories.reduce((total, { buffer }) => total + buffer.byteLength, 0));
  },
};
