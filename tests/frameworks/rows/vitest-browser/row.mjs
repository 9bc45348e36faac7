export default {
  name: "Vitest 5, browser mode",
  group: "Vitest, browser mode",
  node: "24",
  installs: { vitest: "5", "@vitest/browser-playwright": "5", playwright: "*", vite: "8" },
  sections: ["A page", "A proxy", "Vite", "Vitest, browser mode"],
  async run(place) {
    // The report comes as a file: a test has no other way out.
    await place.exec("vitest", ["run", "--config", "vitest.config.js"], { env: { CHROME: process.env.CHROME } });
    return JSON.parse(place.read("report.json"));
  },
};
