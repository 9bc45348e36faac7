// The rows of Vitest: each environment that its users take.

import { reported, testWith } from "./runners.mjs";

const TEST = `
import { expect, test, vi } from "vitest";
import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { timers } from "./timers.js";
${testWith("vi")}`;

export const vitest = (line) => ({
  name: `Vitest ${line}`,
  group: "Vitest",
  installs: { vitest: line, jsdom: "*", "happy-dom": "*" },
  versions: ["vitest", "jsdom", "happy-dom"],
  files: "runners",
  always: line === "4",
  node: "24",
  async run(place) {
    place.write("package.test.js", TEST);
    const reports = {};
    for (const environment of ["node", "jsdom", "happy-dom"]) {
      reports[environment] = reported(await place.exec("vitest", ["run", "--environment", environment]));
    }
    return reports;
  },
});
