import { reported } from "../../shared/runners.mjs";

export default {
  name: "node:test",
  group: "node:test with fake timers",
  installs: { sinon: "*" },
  files: "runners",
  always: true,
  async run(place) {
    const test = async (file) => reported(await place.exec("node", ["--test", "--test-reporter=tap", file]));
    return { "mock.timers": await test("mock.test.js"), Sinon: await test("sinon.test.js") };
  },
};
