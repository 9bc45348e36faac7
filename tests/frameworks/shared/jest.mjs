// The rows of Jest: CommonJS, what Babel makes of modules, and native modules; each in Node's environment and in jsdom.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TIMERS_CJS, reported, testWith } from "./runners.mjs";

const BODY = testWith("jest");
const REQUIRE = `
const entry = require("a2e-wasm");
const { check } = require("./check.cjs");
const { timers } = require("./timers.cjs");
${BODY}`;
const IMPORT = `
import { expect, jest, test } from "@jest/globals";
import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { timers } from "./timers.js";
${BODY}`;
/** What a test of a component does: it fakes fetch, and needs nothing of the environment. */
const FAKED = `
for (const entry of ["a2e-wasm/react", "a2e-wasm/server", "a2e-wasm/inline"]) test(entry, () => void require(entry));
test("a fake fetch and fake timers", async () => {
  jest.useFakeTimers();
  expect(await require("./timers.cjs").timers(require("a2e-wasm"), (ms) => jest.advanceTimersByTimeAsync(ms))).toBe("ok");
});
`;

const WAYS = {
  CommonJS: { file: "required.test.cjs", transform: {} },
  Babel: { file: "babel.test.js", transform: { "\\.js$": ["babel-jest", { presets: [["@babel/preset-env", { targets: { node: "current" } }]] }] } },
  "native modules": { file: "native.test.mjs", transform: {}, modules: true },
};
const ENVIRONMENTS = { node: "node", jsdom: "./jest-environment.cjs" };

async function run(place) {
  // Jest 29 takes no `.js` for a module, whatever is in it.
  const native = IMPORT.replaceAll(/(\.\/\w+)\.js/g, "$1.mjs");
  const files = { "required.test.cjs": REQUIRE, "babel.test.js": IMPORT, "native.test.mjs": native, "faked.test.cjs": FAKED };
  for (const [path, text] of Object.entries(files)) place.write(path, text);
  place.write("timers.cjs", TIMERS_CJS);
  for (const name of ["check", "timers"]) place.write(`${name}.mjs`, readFileSync(join(place.dir, `${name}.js`), "utf8"));
  const jest = (file, { transform = {}, testEnvironment, modules }) => {
    // Only this way of Jest loads native modules. The row's package.json has no `type`, so a `.js` file is for Babel.
    const options = modules ? ["--experimental-vm-modules"] : [];
    const config = JSON.stringify({ testEnvironment, transform, testMatch: [`**/${file}`], rootDir: "." });
    return place.exec("node", [...options, "node_modules/jest/bin/jest.js", "--config", config, "--watchman=false"]);
  };
  const reports = {};
  for (const [way, { file, ...options }] of Object.entries(WAYS)) {
    for (const [environment, testEnvironment] of Object.entries(ENVIRONMENTS)) {
      reports[`${way}, ${environment}`] = reported(await jest(file, { ...options, testEnvironment }));
    }
  }
  await jest("faked.test.cjs", { testEnvironment: "jsdom" });
  return reports;
}

export const jest = (line) => ({
  name: `Jest ${line}`,
  group: "Jest",
  takes: "a `fetch` for its jsdom, which has none",
  versions: ["jest", "jest-environment-jsdom"],
  files: "runners",
  sections: ["Jest"],
  always: line === "30",
  run,
});
