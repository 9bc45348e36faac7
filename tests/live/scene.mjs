// What the tests of this directory share: the package, a front before the emulator, and checks without pauses.

import { BASE, variable } from "../operations/account.mjs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Front } from "./front.mjs";
import { check, loadPackage } from "./live.mjs";

export const PACKAGE = variable("A2E_PACKAGE");
/** A checkout's own directory: the types are found from there, and the report of a user stays. */
export const DIRECTORY = mkdtempSync(join(tmpdir(), "a2e-live-"));
export const loaded = await loadPackage(PACKAGE, DIRECTORY);

/** Opens a front, and checks through it. */
export async function openScene(token) {
  const front = await Front.open(BASE);
  const settings = { token, baseUrl: front.url, service: "a test", requests: 1000, pauseMs: 0 };
  return {
    front,
    /** The report of a check with these plants. */
    async report(plants = {}, { createClient = loaded.createClient, ...more } = {}) {
      front.plant(plants);
      return check({ ...loaded, createClient }, { ...settings, pause: async () => {}, ...more });
    },
    close: () => front.close(),
  };
}
