// The rows of Vitest's browser mode: the checks in a test that runs in a page.

/** `section` has the config; `more` is installed besides. */
export const inBrowser = (line, section, more) => ({
  name: `Vitest ${line}, browser mode`,
  group: "Vitest in browser mode",
  node: "24",
  installs: { vitest: line, playwright: "*", ...more },
  files: "vitest-browser",
  sections: ["A page", "A proxy", "Vite", section],
  async run(place) {
    await place.exec("vitest", ["run"], { env: { CHROME: process.env.CHROME } });
    return JSON.parse(place.read("report.json"));
  },
});
