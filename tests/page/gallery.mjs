// Many tasks at once, of several families. The service's time stands where it matters, so that nothing
// ends before everything is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { emulator } from "./emulator.mjs";

export const EVERY_FAMILY =
  ["faceSwap", "imageToVideo", "textToImage", "nanoBananas", "captionRemoval", "talkingPhotos"];
/** Longer than any task of these families takes. */
const LONG_MS = 60_000;

/** `open` opens a studio, and sees to it that it is closed. */
export function gallery(open) {
  test("a set of several families ends with a result on every card", async () => {
    const studio = await open();
    await emulator.speed(20);
    await studio.startSet(EVERY_FAMILY, 12);
    await studio.reach("succeeded", 12);
    const shown = await studio.page.$$eval(".card", (cards) => cards.map((card) => {
      const family = card.querySelector(".family").textContent;
      return `${family}: ${card.querySelector(".screen").firstElementChild.localName}`;
    }));
    const once = [
      "Caption removal: video", "Face swap: video", "Image to video: video",
      "Picture edit: img", "Talking photo: video", "Text to image: img",
    ];
    assert.deepEqual(shown.toSorted(), once.flatMap((line) => [line, line]));
    await studio.says("#set-status", "All 12 are started");
    await studio.says("#tally", "12 done");
    await studio.agreedRequests();
  });

  test("eight tasks of a family cost one request a round, and no detail is asked for", async () => {
    const studio = await open();
    await emulator.speed(0);
    const ids = [];
    for (let n = 1; n <= 8; n += 1) ids.push(await emulator.startMovingElsewhere(`Picture ${n}`));
    await studio.reload();
    await studio.waits(8);
    await studio.rounds(2);
    await emulator.advance(LONG_MS);
    await studio.reach("succeeded", 8);

    const looks = await emulator.looks();
    for (const { method, path, body } of looks) {
      assert.equal(`${method} ${path}`, "POST /api/v1/userImage2Video/batchDetail");
      assert.deepEqual(body.ids.toSorted(), ids.toSorted());
    }
    // What the strip says is what arrived.
    assert.deepEqual(await studio.rounds(looks.length), looks.map((_, n) => `Round ${n + 1} 8 cards · 1 request`));
    assert.deepEqual(await studio.cost(), { asked: looks.length, cardByCard: 8 * looks.length });
    await studio.says("#announcer", "8 tasks have news. 8 done");
  });

  test("a reload resumes a whole set, in one round with one request a family", async () => {
    const studio = await open();
    await emulator.speed(0);
    await studio.startSet(EVERY_FAMILY, 12);
    await studio.waits(12);
    await studio.says("#set-status", "All 12 are started");
    const known = await studio.ids();
    await studio.reload();
    await studio.waits(12);
    assert.deepEqual((await studio.ids()).toSorted(), known.toSorted());
    const [first] = await studio.rounds(1);
    assert.equal(first, "Round 1 12 cards · 6 requests");
    await emulator.advance(LONG_MS);
    await studio.reach("succeeded", 12);
  });

  test("a failed task of a set says why, also after a reload, and the others go on", async () => {
    const studio = await open();
    await emulator.speed(20);
    const failure = { current_status: "failed", failed_message: "The video is too long" };
    await emulator.scriptFor("startCaptionRemoval", failure);
    await studio.startSet(["captionRemoval", "talkingPhotos"], 4);
    await studio.reach("succeeded", 3);
    await studio.reach("failed", 1);
    assert.equal(await studio.page.textContent(".trouble-message"), failure.failed_message);
    await studio.reload();
    await studio.reach("failed", 1);
    await studio.reach("succeeded", 3);
    assert.equal(await studio.page.textContent(".trouble-message"), failure.failed_message);
  });

  test("a start that is refused ends the set, and says how far it came", async () => {
    const studio = await open();
    await emulator.breakStartsAfter(2, "startTextToImage", { kind: "code", code: 1010, msg: "Insufficient coins" });
    await studio.startSet(["textToImage"], 7);
    await studio.says("#set-status", "2 of 7 were started.");
    await studio.says("#composer-trouble .trouble-advice", "too few coins");
    assert.equal((await studio.ids()).length, 2);
  });

  test("a card that stops waiting is not asked for any more", async () => {
    const studio = await open();
    await emulator.speed(0);
    for (const name of ["One", "Two", "Three"]) await emulator.startMovingElsewhere(name);
    await studio.reload();
    await studio.says("#round-now", "3 cards · 1 request");
    const [first] = await studio.ids();
    await studio.card(first).press("Stop waiting");
    await studio.says("#round-now", "2 cards · 1 request");
    const last = (await emulator.looks()).at(-1);
    assert.equal(last.body.ids.length, 2);
    assert.ok(!last.body.ids.includes(first));
  });

  test("a set needs a family, and no more than the page can take", async () => {
    const studio = await open();
    await studio.page.fill("#set-count", "5000");
    await studio.says("#start-set", "Start 48 tasks");
    await studio.pick([]);
    await studio.says("#set-status", "Choose a family first");
    await studio.page.press("#set-count", "Enter");
    assert.equal(await studio.page.getAttribute("#desk", "aria-busy"), null);
  });
}
