import { inBrowser } from "../../shared/vitest-browser.mjs";

const row = inBrowser("3", "Vitest 3, browser mode", { "@vitest/browser": "3", vite: "7" });

export default {
  ...row,
  run(place) {
    // Its page's own module had another name.
    place.write("check.test.js", place.read("check.test.js").replace("vitest/browser", "@vitest/browser/context"));
    return row.run(place);
  },
};
