// `cargo xtask demo --worker --check`: one face swap through the Worker, from the login to a result that plays, and a
// picture of it. Exit code 0 if all of it holds.

import assert from "node:assert/strict";
import { launch } from "../chromium.mjs";
import { FACE, Studio, VIDEO, digest } from "../page/studio.mjs";
import { emulator } from "../page/emulator.mjs";

const browser = await launch();
try {
  await emulator.reset();
  const context = await browser.newContext({ viewport: { width: 1280, height: 1320 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const studio = new Studio(page);
  const others = new Set();
  page.on("pageerror", (error) => studio.complaints.push(String(error)));
  page.on("request", (request) => {
    const { origin, protocol, pathname } = new URL(request.url());
    // Media come from where the service has them, as everywhere.
    const isMedia = /^\/__cdn\//.test(pathname);
    if (protocol.startsWith("http") && origin !== new URL(process.env.A2E_PAGE_URL).origin && !isMedia) others.add(request.url());
  });
  const pushes = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => payload === "pong" || pushes.push(JSON.parse(payload))));

  await page.goto(process.env.A2E_PAGE_URL);
  await page.fill("#login-name-input", "Ada");
  if (process.env.A2E_LOGIN_PICTURE) await page.screenshot({ path: process.env.A2E_LOGIN_PICTURE });
  await page.click("#login button");
  await studio.ready();
  console.log(`signed in: ${await page.textContent("#who-name")}; mode: ${await page.innerText("#mode")}`);

  const before = await studio.coins();
  await studio.choose();
  const card = await studio.swap("Check");
  await card.reaches("succeeded");
  console.log(`pushed: ${pushes.filter(({ id }) => id === card.id).map(({ state }) => state).join(" -> ")}`);

  const url = await card.playing();
  const result = await digest(url);
  for (const input of [FACE, VIDEO]) assert.notEqual(result, await digest(input), `The result equals ${input}`);
  console.log(`plays: ${url}`);

  await page.reload();
  await studio.ready();
  assert.deepEqual(await studio.ids(), [card.id]);
  await studio.card(card.id).playing();
  console.log("after a reload it is still there");

  const token = await page.evaluate(async () => {
    const texts = [document.documentElement.outerHTML, JSON.stringify(localStorage), document.cookie];
    for (const path of ["/config.json", "/api/tasks"]) texts.push(await (await fetch(path)).text());
    return texts.some((text) => text.includes("sk_"));
  });
  assert.equal(token, false, "The page knows a token");
  assert.deepEqual([...others], [], "The page asked somebody else");
  assert.equal((await emulator.starts()).length, 1);
  assert.ok((await studio.coins()) < before, "No coins were charged");
  assert.deepEqual(studio.complaints, []);
  console.log("the page asked nobody but its own server, and no token came there");

  await picture(studio);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
}

/** Some more tasks, because a studio with one looks empty. */
async function picture(studio) {
  const { page } = studio;
  await studio.choose();
  await emulator.script({ current_status: "processing" });
  await (await studio.swap("A second one")).reaches("running");
  await studio.startSet(["imageToVideo", "textToImage", "talkingPhotos"], 6);
  await studio.reach("succeeded", 7);
  await page.click("#requests summary");
  await studio.holdStill(0.4);
  await page.evaluate(() => {
    document.activeElement.blur();
    scrollTo(0, 0);
  });
  await page.screenshot({ path: process.env.A2E_SCREENSHOT });
}
