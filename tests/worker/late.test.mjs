// A start whose answer nobody heard, of which the service's list shows no more on its first page.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Place, swap } from "./place.mjs";

const START = "addFaceSwapTask";
/** More than a page of the list holds. */
const OTHERS = 120;
let place;

afterEach(() => place.close());

test("what was on its way when the power went is found, however much was started since", async () => {
  place = await Place.open("late", { settings: { PAUSE_MS: 5 } });
  await place.account.purse({ coins: 20_000 });
  const ada = await place.login("Ada");
  await place.loseStart(ada, swap("key-of-a-crash"));
  // The rest of the account goes on.
  const { baseUrl, token } = place.account;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const others = Array.from({ length: OTHERS }, (_, n) => {
    const body = JSON.stringify(swap("", `Other ${n}`).params);
    return fetch(`${baseUrl}/api/v1/userFaceSwapTask/add`, { method: "POST", headers, body });
  });
  assert.ok((await Promise.all(others)).every(({ ok }) => ok));
  await place.serve();
  const feed = await ada.live();
  await feed.until(({ all, state }) => state === "succeeded" || all?.some((news) => news.state === "succeeded"));
  assert.equal((await place.arrived(START)).length, OTHERS + 1);
  assert.equal((await ada.all()).length, 1);
});
