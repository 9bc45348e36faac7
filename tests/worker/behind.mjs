// A Worker with a front before its service, opened by a test and closed after it.

import { afterEach } from "node:test";
import { Front } from "./front.mjs";
import { Place } from "./place.mjs";

export let front, place;

afterEach(async () => {
  await place.close();
  front.close();
});

/** Opens both, and signs a visitor in. */
export async function open(name, options = {}) {
  front = await Front.open(process.env.A2E_EMULATOR_URL);
  place = await Place.open(name, { ...options, settings: { PAUSE_MS: 5, A2E_URL: front.url, ...options.settings } });
  return place.login("Ada");
}
