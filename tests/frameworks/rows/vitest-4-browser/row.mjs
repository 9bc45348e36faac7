import { inBrowser } from "../../shared/vitest-browser.mjs";

export default inBrowser("4", "Vitest, browser mode", { "@vitest/browser-playwright": "4", vite: "7" });
