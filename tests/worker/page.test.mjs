// The page in front of its Worker, in a headless browser: what only the two together can show.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Studio, launch } from "../page/studio.mjs";
import { NEVER_MS, Place } from "./place.mjs";

const START = "addFaceSwapTask";
const RUNS_ON = { current_status: "processing" };
let browser, place;

before(async () => {
  browser = await launch();
});
after(() => browser.close());
afterEach(() => place.close());

/** Somebody who signs in, with a browser of their own. */
async function enter(name, context) {
  const page = await (context ?? (await browser.newContext())).newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(place.url);
  if (!context) {
    await page.fill("#login-name-input", name);
    await page.click("#login button");
  }
  const studio = new Studio(page);
  await studio.ready();
  return studio;
}

test("every page of a user shows a task that one of them started, and nobody else's does", async () => {
  place = await Place.open("pages", { settings: { PAUSE_MS: 5 } });
  const here = await enter("Ada");
  const there = await enter("Ada");
  const bob = await enter("Bob");
  await here.choose();
  const card = await here.swap("Seen twice");
  await there.card(card.id).reaches("succeeded");
  assert.equal(await there.card(card.id).text("h3"), "Seen twice");
  assert.deepEqual(await bob.ids(), []);
  // Deleted on one, it goes from the other.
  await card.reaches("succeeded");
  await card.press("Delete");
  await card.press("Really delete?");
  await there.card(card.id).root.waitFor({ state: "detached" });
});

test("a page that lost its Worker says so, comes back by itself, and has missed nothing", async () => {
  place = await Place.open("lost", { speed: 1, settings: { PAUSE_MS: NEVER_MS } });
  await place.account.script(RUNS_ON, { current_status: "completed", result_url: "http://127.0.0.1/a.webm" });
  const studio = await enter("Ada");
  await studio.choose();
  const card = await studio.swap("Missed");
  await place.kill();
  await studio.page.waitForSelector('.mode[data-link="lost"]');
  await place.serve({ PAUSE_MS: 5 });
  await studio.page.waitForSelector('.mode[data-link="stands"]');
  // The next look is due in an hour, unless the service calls.
  const [{ body }] = await place.arrived(START);
  await place.webhook(body);
  await card.reaches("succeeded");
  assert.equal((await place.arrived(START)).length, 1);
});

test("whoever signs out is asked again, and sees nothing", async () => {
  place = await Place.open("out", { settings: { PAUSE_MS: 5 } });
  const studio = await enter("Ada");
  await studio.page.click("#sign-out");
  await studio.page.waitForSelector("#login:not([hidden])");
  assert.equal((await studio.page.request.get(`${place.url}/api/tasks`)).status(), 401);
});

test("an unclear start stays to be seen, and only a person sends it again", async () => {
  place = await Place.open("unclear", { settings: { PAUSE_MS: 5 } });
  const studio = await enter("Ada");
  await place.account.fault(START, { kind: "lost", work: false });
  await studio.choose();
  await studio.page.click("#swap");
  const trouble = studio.page.locator(".card .trouble");
  // The library looks for the task for half a minute.
  await trouble.waitFor({ timeout: 90_000 });
  await studio.page.reload();
  await studio.ready();
  await trouble.waitFor();
  assert.equal((await place.arrived(START)).length, 1);
  await studio.page.click(".card .resume");
  await studio.reach("succeeded", 1);
  assert.equal((await studio.ids()).length, 1);
  assert.equal((await place.arrived(START)).length, 2);
});
