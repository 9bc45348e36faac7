// The room of docs/chains.md in a real page: that its last request outlives the page can be shown
// nowhere else.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { emulator } from "./emulator.mjs";
import { launch } from "../chromium.mjs";

const chains = await readFile(new URL("../../docs/chains.md", import.meta.url), "utf8");
// The chain as far as the room is joined and its page may be closed.
const [, block] = chains.match(/^## A room[^]*?^```js\n([^]*?)^await a2e\.streaming\.setContext/m);

/** How often the room was left; the request may arrive a moment after its page is gone. */
async function left() {
  for (;;) {
    const requests = await emulator.requests();
    const count = requests.filter(({ operation, status }) => operation === "leaveStreamingRoom" && status).length;
    if (count > 0) return count;
  }
}

test("a room is left when its page is closed", { timeout: 60_000 }, async () => {
  const browser = await launch();
  try {
    await emulator.reset();
    const page = await browser.newPage();
    await page.goto(process.env.A2E_PAGE_URL);
    await page.evaluate(`(async () => {
      const { mode, samples, ...config } = await (await fetch("/config.json")).json();
      const { createClient: create } = await import("/pkg/index.js");
      const createClient = (options) => create({ ...options, ...config, dangerouslyAllowBrowser: true });
      const a2e = await createClient({});
      ${block}
    })()`);
    await page.goto("about:blank");
    assert.equal(await left(), 1);
  } finally {
    await browser.close();
  }
});
