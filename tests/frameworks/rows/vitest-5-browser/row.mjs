import { inBrowser } from "../../shared/vitest-browser.mjs";

export default inBrowser("5", "Vitest, browser mode", { "@vitest/browser-playwright": "5", vite: "8" });
