// The chains of docs/chains.md, run as they stand there: each block is a program that uses the
// installed package, with a client for the emulator in place of the setup's.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Account, App, ROOT } from "./support.mjs";

const LIMIT = { timeout: 60_000 };
const URL_LINE = /^http:\/\/127\.0\.0\.1:\d+\/\S+$/m;

const app = await App.install();
const text = await readFile(join(ROOT, "docs", "chains.md"), "utf8");

/** What each chain prints and asks for; the speed is that of the emulator's clock. */
const CHAINS = {
  "Text, speech, avatar video": {
    prints: [/^100 %$/m, URL_LINE],
    asks: { generateTts: 1, generateAvatarVideo: 1 },
  },
  "Photo, custom avatar, lip-sync training": {
    // Two hours are to pass, but the address of the upload must not run out within a request.
    speed: 5000,
    prints: [/^ready: [0-9a-f]{24}$/m, /^trained: succeeded$/m],
    asks: { createCustomAvatar: 1, continueAvatarTraining: 1 },
  },
  "Picture to video, across a reload": { prints: [URL_LINE], asks: { startImageToVideo: 1 } },
  "Voice clone, speech, dubbing": {
    prints: [URL_LINE],
    asks: { trainVoiceClone: 1, generateTts: 1, startDubbing: 1 },
  },
  "A room: join, ask, speak, leave": {
    speed: 1,
    prints: [/^room: true$/m],
    asks: { getStreamingToken: 1, askStreamingAvatar: 1, speakStreamingAvatar: 1, leaveStreamingRoom: 1 },
    // The minute that has begun is paid.
    coins: 999,
  },
  "The price before a start": { prints: [/^costs 35$/m, URL_LINE], asks: { startGptImage: 1 }, coins: 965 },
  "The balance before a start": { prints: [/^have 1000$/m, /^2 pictures$/m], asks: { startTextToImage: 1 } },
};

const blocks = new Map();
for (const section of text.split(/^## /m).slice(1)) {
  const [, block] = section.match(/^```js\n([^]*?)^```$/m) ?? [];
  blocks.set(section.slice(0, section.indexOf("\n")), block);
}

test("every chain is run here, and every chain that is run is there", () => {
  assert.deepEqual([...blocks.keys()], Object.keys(CHAINS));
  assert.ok([...blocks.values()].every(Boolean));
});

for (const [name, { speed = 1000, prints, asks, coins }] of Object.entries(CHAINS)) {
  test(name, LIMIT, async ({ signal }) => {
    const account = await Account.open(`chain_${name.replace(/\W+/g, "_")}`, { speed });
    const { stdout, stderr, code } = await app.run(`${file(name)}.mjs`, program(account, blocks.get(name)), { signal });
    assert.deepEqual([stderr, code], ["", 0], stdout);
    for (const line of prints) assert.match(stdout, line);
    const counted = await account.counters();
    for (const [operation, count] of Object.entries(asks)) assert.equal(counted[operation], count, operation);
    if (coins !== undefined) assert.equal(await left(account), coins);
  });
}

test("the room is left when the page is closed before its end", LIMIT, async ({ signal }) => {
  const account = await Account.open("chain_pagehide", { speed: 1 });
  const block = blocks.get("A room: join, ask, speak, leave");
  const [before] = block.split("await a2e.streaming.setContext");
  const closing = `${before}
    dispatchEvent(new Event("pagehide"));
    // Nothing but what is ready runs before a page is gone: no timer, no answer.
    for (let turn = 0; turn < 100; turn++) await null;
    console.log("sent:", sent.at(-1));`;
  const { stdout, stderr } = await app.run("pagehide.mjs", program(account, closing), { signal });
  assert.match(stdout, /^sent: \/api\/v1\/streaming-avatar\/leave true$/m, stderr);
  assert.equal((await account.counters()).leaveStreamingRoom, 1);
});

test("with too few coins the last chain says so", LIMIT, async ({ signal }) => {
  const account = await Account.open("chain_poor");
  await account.purse({ coins: 5 });
  const block = blocks.get("The balance before a start");
  const { stdout, code } = await app.run("poor.mjs", program(account, block), { signal });
  assert.match(stdout, /^have 5\ntoo few coins: .+$/m);
  assert.equal(code, 0);
});

const file = (name) => name.replace(/\W+/g, "_");

async function left(account) {
  const { createClient } = await app.import();
  return (await (await createClient(account.options)).account.coins()).coins;
}

/**
 * A block after its setup: a client for the emulator by whatever options the block gives, and the events
 * and files of a page.
 */
function program(account, block) {
  return `
    import { A2EError, createClient as create } from "a2e-wasm";
    const createClient = (options) => create({ ...options, ...${JSON.stringify(account.options)} });
    const a2e = await createClient({});
    const photo = new File(["a face"], "ada.jpg", { type: "image/jpeg" });
    const recording = new File(["a voice"], "ada.mp3", { type: "audio/mpeg" });
    const page = new EventTarget();
    for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) {
      globalThis[name] = page[name].bind(page);
    }
    const sent = [];
    const real = globalThis.fetch;
    globalThis.fetch = (url, init) => {
      sent.push(new URL(url).pathname + " " + Boolean(init?.keepalive));
      return real(url, init);
    };
    ${block}`;
}
