// `cargo xtask demo --check`: one face swap from two files on disk to a result
// that plays, then a set of several families, and what was seen on the way.
// Exit code 0 if all of it holds.

import assert from "node:assert/strict";
import { EVERY_FAMILY } from "./gallery.mjs";
import { launch } from "../chromium.mjs";
import { FACE, Studio, VIDEO, digest } from "./studio.mjs";

const SET = 18;
const browser = await launch();
try {
  const studio = await Studio.open(browser);
  const before = await studio.coins();
  await studio.choose();
  const card = await studio.swap("Check");
  await card.reaches("succeeded");
  const states = await card.states();
  console.log(`states: ${states.join(" -> ")}`);

  const url = await card.playing();
  console.log(`plays: ${url}`);

  const result = await digest(url);
  for (const input of [FACE, VIDEO]) assert.notEqual(result, await digest(input), `The result equals ${input}`);
  console.log("the result's bytes differ from both inputs");

  await studio.startSet(EVERY_FAMILY, SET);
  await studio.reach("succeeded", 1 + SET);
  const { asked, cardByCard } = await studio.cost();
  assert.ok(asked < cardByCard, `${asked} requests for news are no fewer than ${cardByCard}`);
  console.log(`a set of ${SET} in ${EVERY_FAMILY.length} families: all succeeded`);
  console.log(`requests for news: ${asked}; card by card up to ${cardByCard}`);

  const requests = await studio.agreedRequests();
  console.log(`requests: ${requests}, the same in the page's strip and in the emulator's log`);

  assert.ok((await studio.coins()) < before, "No coins were charged");
  assert.deepEqual(studio.complaints, []);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
}
