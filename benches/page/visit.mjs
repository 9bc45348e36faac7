// A visitor of a page, whose browser has nothing of it in its cache.

import { ID } from "../measure/answers.mjs";

const DEADLINE_MS = 60_000;
const BITS = 1_600_000;

/** Settings by their names in the results; a null leaves the browser as it is. */
export const SETTINGS = {
  unthrottled: null,
  "slow 4G": {
    network: { offline: false, latency: 150, downloadThroughput: BITS / 8, uploadThroughput: BITS / 8 },
    cpu: 4,
  },
};

/** When the request was sent, and when its answer was there, in milliseconds from the navigation. */
export async function visit(browser, url, setting) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (setting) {
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", setting.network);
      await session.send("Emulation.setCPUThrottlingRate", { rate: setting.cpu });
    }
    const failed = new Promise((_, reject) => page.once("pageerror", reject));
    const told = page.waitForEvent("console", {
      predicate: (message) => message.text().startsWith("{"),
      timeout: DEADLINE_MS,
    });
    // The page tells when it has its answer.
    const [message] = await Promise.all([Promise.race([told, failed]), page.goto(url, { waitUntil: "commit" })]);
    const { _id, sent, answered } = JSON.parse(message.text());
    if (_id !== ID) throw new Error(`${url} reads something else`);
    return { sent, answered };
  } finally {
    await context.close();
  }
}
