// The page in front of its Worker, in a headless browser: what only the two together can show.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { launch } from "../chromium.mjs";
import { Studio } from "../page/studio.mjs";
import { Front, START as SENT } from "./front.mjs";
import { NEVER_MS, Place, swap } from "./place.mjs";

const START = "addFaceSwapTask";
const RUNS_ON = { current_status: "processing" };
let browser, front, place;

before(async () => {
  browser = await launch();
});
after(() => browser.close());
afterEach(async () => {
  await place.close();
  front?.close();
  front = undefined;
});

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

test("a wrong code is told, and so is a try too many", async () => {
  place = await Place.open("code", { settings: { LOGIN_CODE: "a code of this studio" } });
  const page = await (await browser.newContext()).newPage();
  const studio = new Studio(page);
  await page.goto(place.url);
  await page.fill("#login-name-input", "Ada");
  await page.fill("#login-code-input", "a guess of the code");
  await page.click("#login button");
  await studio.says("#login-trouble .trouble-message", "This is not the code of this studio.");
  for (let n = 0; n < 9; n++) await place.ask("/login", { method: "POST", body: { name: "Eve", code: "a guess" } });
  await page.fill("#login-code-input", "a code of this studio");
  await page.click("#login button");
  await studio.says("#login-trouble .trouble-message", "There were too many tries to sign in.");
});

test("a session that is over asks for the login, and then goes on with what was chosen", async () => {
  place = await Place.open("over", { settings: { PAUSE_MS: 5 } });
  const studio = await enter("Ada");
  await studio.choose();
  // On another device.
  const other = await place.login("Ada");
  await other.ask("/logout", { method: "POST" });
  const { page } = studio;
  await studio.says("#login-why", "Your session is over. Sign in again, and everything goes on.");
  await page.fill("#login-name-input", "Ada");
  await page.click("#login button");
  await page.waitForSelector("#login", { state: "hidden" });
  // The files are still there, and the link stands again.
  const card = await studio.swap("After the login");
  await card.reaches("succeeded");
  assert.deepEqual(studio.complaints, []);
});

test("a start that meets the end of the session is sent once after the login", async () => {
  place = await Place.open("between", { settings: { PAUSE_MS: 5 } });
  const studio = await enter("Ada");
  const { page } = studio;
  await studio.choose();
  // The socket says nothing of it: only the answer to the start does.
  await page.context().clearCookies();
  await page.click("#swap");
  await page.waitForSelector("#login:not([hidden])");
  await page.fill("#login-name-input", "Ada");
  await page.click("#login button");
  await studio.reach("succeeded", 1);
  assert.equal((await place.arrived(START)).length, 1);
});

test("what the service refuses is shown, and the files stay", async () => {
  front = await Front.open(process.env.A2E_EMULATOR_URL);
  place = await Place.open("refused-page", { settings: { PAUSE_MS: 5, A2E_URL: front.url } });
  const studio = await enter("Ada");
  const { page } = studio;
  await studio.choose();
  const end = front.rule(SENT, () => ({ status: 401, json: { code: 401, msg: "no such token" } }));
  await page.click("#swap");
  await studio.says("#composer-trouble .trouble-message", "no such token");
  assert.equal(await page.locator("#login").isVisible(), false);
  end();
  await (await studio.swap("Now it is taken")).reaches("succeeded");
});

test("a page that is one too many says so, and does not fight for its place", async () => {
  place = await Place.open("many-pages", { settings: { PAUSE_MS: 5 } });
  const studio = await enter("Ada");
  const { page } = studio;
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const ada = Object.assign(await place.login("Ada"), { cookie });
  for (let n = 0; n < 20; n++) await (await ada.live()).until(({ all }) => all);
  await studio.says("#mode", "Too many pages of yours are open. Reload this one to go on here.");
  await page.reload();
  await studio.ready();
  await page.waitForSelector('.mode[data-link="stands"]');
});

test("a task of a family that the page does not know is shown, and can be deleted", async () => {
  place = await Place.open("future", { settings: { PAUSE_MS: NEVER_MS } });
  const ada = await place.login("Ada");
  await ada.start(swap("key-of-the-future"));
  const context = await browser.newContext();
  const [name, value] = ada.cookie.split("=");
  await context.addCookies([{ name, value, url: place.url }]);
  const page = await context.newPage();
  // As a newer Worker would tell it.
  await page.routeWebSocket("**/api/live", (socket) => {
    const server = socket.connectToServer();
    server.onMessage((text) => socket.send(text.replaceAll('"family":"faceSwap"', '"family":"holograms"')));
  });
  await page.goto(place.url);
  const studio = new Studio(page);
  await studio.ready();
  const [id] = (await ada.all()).map((news) => news.id);
  const card = studio.card(id);
  assert.equal(await card.text(".family"), "holograms");
  await card.press("Delete");
  await card.press("Really delete?");
  await card.root.waitFor({ state: "detached" });
});
