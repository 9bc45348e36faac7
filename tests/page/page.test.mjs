import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, test } from "node:test";
import { emulator } from "./emulator.mjs";
import { EVERY_FAMILY, gallery } from "./gallery.mjs";
import { launch } from "../chromium.mjs";
import { FACE, PHONE, Studio, VIDEO, digest } from "./studio.mjs";

const QUEUES = { current_status: "initialized" };
const RUNS_ON = { current_status: "processing" };
// The emulator lets a task fail whose name begins so.
const FAILS = "fail: a face too small";

let browser;
let studio;
before(async () => { browser = await launch(); });
after(() => browser.close());
afterEach(async () => {
  assert.deepEqual(studio.complaints, [], "The page threw");
  await studio.close();
});

test("two local files become a result that plays", async () => {
  studio = await Studio.open(browser);
  await studio.choose();
  const card = await studio.swap("Amara presents");
  await card.reaches("succeeded");
  assert.deepEqual((await card.states()).slice(-2), ["running", "succeeded"]);

  const result = await digest(await card.playing());
  assert.notEqual(result, await digest(FACE));
  assert.notEqual(result, await digest(VIDEO));
  assert.equal(await card.text("h3"), "Amara presents");
  assert.equal(await card.text(".coins"), "1,000 → 990");
  assert.equal(await studio.coins(), 990);
  await studio.agreedRequests();
});

test("the samples fill the form, and name the swap", async () => {
  studio = await Studio.open(browser);
  await studio.page.click("#samples");
  await studio.says("#status", "Ready");
  const card = await studio.swap();
  assert.equal(await card.text("h3"), "sample-face on sample-video");
});

test("a failed task says why, and retries with the same inputs", async () => {
  studio = await Studio.open(browser);
  await emulator.speed(20);
  await studio.choose();
  const failed = await (await studio.swap(FAILS)).reaches("failed");
  assert.match(await failed.text(".trouble-message"), /no face detected/i);
  assert.ok((await failed.text(".trouble dl")).includes(failed.id));
  assert.equal(await failed.text(".coins"), "1,000 → 1,000");

  const known = await studio.ids();
  await failed.press("Retry");
  const again = await studio.newCard(known);
  await again.reaches("failed");
  const [first, second] = await emulator.starts();
  assert.deepEqual(second, first);
});

test("a wait can be stopped and taken up again", async () => {
  studio = await Studio.open(browser);
  await emulator.script(RUNS_ON);
  await studio.choose();
  const card = await (await studio.swap()).reaches("running");
  await card.press("Stop waiting");
  await card.button("Resume").waitFor();
  assert.match(await card.text(".said"), /goes on/);

  await card.press("Resume");
  await card.button("Stop waiting").waitFor();
  assert.equal(await studio.page.evaluate(() => document.activeElement.textContent), "Stop waiting");
});

test("a task is deleted at the second press", async () => {
  studio = await Studio.open(browser);
  await emulator.script(RUNS_ON);
  await studio.choose();
  const card = await (await studio.swap()).reaches("running");
  await card.press("Delete");
  await card.press("Really delete?");
  await card.root.waitFor({ state: "detached" });
  await studio.reload();
  await studio.says("#none", "Nothing here yet");
  assert.deepEqual(await studio.ids(), []);
});

test("a reload finds running tasks, also those started elsewhere", async () => {
  studio = await Studio.open(browser);
  await emulator.script(RUNS_ON);
  await studio.choose();
  const own = await (await studio.swap()).reaches("running");
  await emulator.script(RUNS_ON);
  const foreign = studio.card(await emulator.startElsewhere("From another program"));
  await studio.reload();
  for (const card of [own, foreign]) {
    await card.reaches("running");
    await card.button("Stop waiting").waitFor();
  }
  assert.equal(await own.text(".coins"), "1,000 → 990");
  assert.equal(await foreign.text("h3"), "From another program");
});

test("a start whose answer is lost is not sent twice, and is found", async () => {
  studio = await Studio.open(browser);
  await emulator.breakNextStart({ kind: "lost" });
  await studio.choose();
  const card = await studio.swap("Lost and found");
  assert.match(await studio.page.textContent("#composer-trouble"), /may have started/);
  await card.reaches("succeeded");
  assert.equal((await emulator.starts()).length, 1);
});

test("a start that the service refuses says what to do", async () => {
  studio = await Studio.open(browser);
  await emulator.breakNextStart({ kind: "code", code: 1010, msg: "Insufficient coins" });
  await studio.choose();
  await studio.page.click("#swap");
  await studio.says(".trouble-advice", "too few coins");
  assert.deepEqual(await studio.ids(), []);
});

test("files arrive by drop and by paste, each in its place", async () => {
  studio = await Studio.open(browser);
  await arrive("drop", { name: "clip.webm", type: "video/webm", path: VIDEO });
  await studio.says("#video-note", "clip.webm");
  await arrive("paste", { name: "portrait.jpg", type: "image/jpeg", path: FACE });
  await studio.says("#face-note", "portrait.jpg");
  await arrive("drop", { name: "notes.txt", type: "text/plain", path: FACE });
  await studio.says("#face-note", "notes.txt is not a picture");
  await studio.swap();
});

test("the keyboard is enough", async () => {
  studio = await Studio.open(browser);
  await emulator.script(RUNS_ON);
  for (const [input, file] of [["face-input", FACE], ["video-input", VIDEO]]) {
    const chooser = studio.page.waitForEvent("filechooser");
    await tabTo((element, id) => element.id === id, input);
    await studio.page.keyboard.press("Enter");
    await (await chooser).setFiles(file);
  }
  await tabTo((element) => element.id === "swap");
  await studio.page.keyboard.press("Enter");
  const card = await (await studio.newCard([])).reaches("running");
  for (const [button, next] of [["Stop waiting", "Resume"], ["Resume", "Stop waiting"]]) {
    await tabTo((element, text) => element.textContent === text, button);
    await studio.page.keyboard.press("Enter");
    await card.button(next).waitFor();
  }
  await tabTo((element) => element.textContent === "Delete");
  await studio.page.keyboard.press("Enter");
  await studio.page.keyboard.press("Enter");
  await card.root.waitFor({ state: "detached" });
  assert.equal(await studio.page.evaluate(() => document.activeElement.id), "tasks");
});

test("everything has a name, and ids are unique", async () => {
  studio = await Studio.open(browser);
  await oneOfEach();
  const faults = await studio.page.evaluate(() => {
    const found = [];
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    found.push(...twice.map((id) => `the id ${id} occurs twice`));
    const expect = (selector, what, holds) => {
      for (const element of document.querySelectorAll(selector)) {
        if (!holds(element)) found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
      }
    };
    const pointsSomewhere = (attribute) => (element) => document.getElementById(element.getAttribute(attribute));
    expect("input", "no label", (input) => input.labels[0]?.innerText.trim());
    expect("button, a, summary, h1, h2, h3", "no name", (control) => control.textContent.trim());
    expect("progress, video:not([aria-hidden])", "no aria-label", (element) => element.ariaLabel);
    expect("img", "no alt", (image) => image.hasAttribute("alt"));
    expect("ul > *", "not a list item", (child) => child.tagName === "LI");
    for (const attribute of ["for", "aria-labelledby", "aria-describedby"]) {
      expect(`[${attribute}]`, `${attribute} of nothing`, pointsSomewhere(attribute));
    }
    expect(":root", "no language", (root) => root.lang);
    for (const once of ["title", "main", "h1"]) {
      if (document.querySelectorAll(once).length !== 1) found.push(`not one ${once}`);
    }
    return found;
  });
  assert.deepEqual(faults, []);
});

test("a phone never scrolls sideways", async () => {
  studio = await Studio.open(browser, { viewport: PHONE, isMobile: true, hasTouch: true, colorScheme: "dark" });
  await assertNarrow();
  await oneOfEach();
  await studio.page.click("#requests summary");
  await assertNarrow();
});

test("nothing plays by itself for those who want less motion", async () => {
  studio = await Studio.open(browser, { reducedMotion: "reduce" });
  await emulator.speed(20);
  await studio.choose();
  const card = await (await studio.swap()).reaches("succeeded");
  await card.root.locator("video").waitFor();
  const playing = (videos) => videos.filter((video) => video.autoplay || !video.paused).length;
  assert.equal(await studio.page.$$eval("video", playing), 0);
});

// In this process, because they share the account of the page.
gallery(async (options) => {
  studio = await Studio.open(browser, options);
  return studio;
});

test("the picture for the README", { skip: !process.env.A2E_SCREENSHOT }, async () => {
  studio = await Studio.open(browser, { viewport: { width: 1280, height: 1400 } });
  const [video, picture] = ["a.webm", "a.jpg"].map(emulator.result);
  const ends = { current_status: "completed", result_url: video, image_urls: [picture] };
  const fails = { current_status: "failed", failed_message: "There is no face in the picture" };
  // Newest first: the last two of each family are on top. The others go on, so that rounds stay full.
  const last = {
    addFaceSwapTask: [ends, RUNS_ON],
    startImageToVideo: [ends, ends],
    startTextToImage: [ends, QUEUES],
    startNanoBanana: [ends, ends],
    startCaptionRemoval: [RUNS_ON, RUNS_ON],
    startTalkingPhoto: [fails, RUNS_ON],
  };
  for (const [operation, two] of Object.entries(last)) {
    for (const look of [RUNS_ON, RUNS_ON, ...two]) await emulator.scriptFor(operation, QUEUES, QUEUES, look);
  }
  await studio.startSet(EVERY_FAMILY, 24);
  await studio.reach("succeeded", 6);
  await studio.reach("running", 16);
  await studio.reach("failed", 1);
  await studio.page.click("#requests summary");
  await studio.holdStill(0.4);
  await studio.page.evaluate(() => {
    document.activeElement.blur();
    scrollTo(0, 0);
  });
  await studio.page.screenshot({ path: process.env.A2E_SCREENSHOT });
});

/** A failed, a finished and a running task. */
async function oneOfEach() {
  await emulator.speed(20);
  await studio.choose();
  await (await studio.swap(`${FAILS}, in a name longer than anybody in a hurry would write it`)).reaches("failed");
  await (await studio.swap()).reaches("succeeded");
  await emulator.script(RUNS_ON);
  await (await studio.swap("averylongnamewithoutanyplacewhereitcouldbebroken")).reaches("running");
}

async function assertNarrow() {
  const wide = await studio.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= PHONE.width, `The page is ${wide} px wide`);
}

/** Presses Tab until `wanted` holds for the focused element. */
async function tabTo(wanted, argument) {
  const held = () => studio.page.evaluate(`(${wanted})(document.activeElement, ${JSON.stringify(argument)})`);
  for (let presses = 0; presses < 60; presses += 1) {
    if (await held()) return;
    await studio.page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${argument ?? wanted}`);
}

/** Lets a file arrive by the event of that name, as the browser would send it. */
async function arrive(event, { name, type, path }) {
  const base64 = (await readFile(path)).toString("base64");
  await studio.page.evaluate(async (file) => {
    const transfer = new DataTransfer();
    const bytes = await (await fetch(`data:${file.type};base64,${file.base64}`)).blob();
    transfer.items.add(new File([bytes], file.name, { type: file.type }));
    const options = { bubbles: true, cancelable: true };
    document.body.dispatchEvent(file.event === "drop"
      ? new DragEvent("drop", { ...options, dataTransfer: transfer })
      : new ClipboardEvent("paste", { ...options, clipboardData: transfer }));
  }, { event, name, type, base64 });
}
