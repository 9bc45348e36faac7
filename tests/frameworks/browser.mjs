// A headless Chromium, one for all rows.

import { launch } from "../chromium.mjs";

/** For a page that reports nothing. */
const LIMIT_MS = 45_000;

let started;
const browser = () => (started ??= launch());

/**
 * Opens a page and waits until it has set `window.report`, also after a reload, which servers for development cause. Gives the
 * report, with what nobody caught as `uncaught`.
 */
export async function visit(url, { limit = LIMIT_MS } = {}) {
  const context = await (await browser()).newContext();
  try {
    const page = await context.newPage();
    const [said, uncaught] = [[], []];
    page.on("framenavigated", (frame) => frame === page.mainFrame() && uncaught.splice(0));
    page.on("pageerror", (error) => uncaught.push(String(error)));
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    await page.goto(url, { timeout: limit, waitUntil: "commit" });
    const report = await page.waitForFunction(() => globalThis.report, undefined, { timeout: limit }).then(
      (found) => found.jsonValue(),
      async (error) => {
        const shown = await page.evaluate(() => document.body?.innerText).catch(() => "");
        const heard = [...uncaught, ...said, shown].filter(Boolean).map((text) => text.slice(0, 600));
        throw new Error(`${url} reported nothing: ${heard.join("; ") || error.message}`);
      },
    );
    return uncaught.length ? { ...report, uncaught: uncaught.join("; ") } : report;
  } finally {
    await context.close();
  }
}

export async function closeBrowser() {
  await (await started)?.close();
}
