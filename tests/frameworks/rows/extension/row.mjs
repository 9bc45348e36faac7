import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const WORKER = (options) => `
import * as entry from "a2e-wasm";
import { check } from "./check.js";

globalThis.report = check(entry, ${JSON.stringify(options)});
`;

export default {
  name: "an extension's service worker",
  group: "browser extension, its service worker",
  takes: "`wasm-unsafe-eval` in the manifest",
  installs: { esbuild: "*" },
  sections: ["An extension of a browser"],
  async run(place) {
    place.write("source.js", WORKER({ token: place.token, baseUrl: place.emulator, dangerouslyAllowBrowser: true }));
    await place.exec("esbuild", ["source.js", "--bundle", "--format=esm", "--outfile=extension/background.js", "--log-level=warning"]);
    place.write("extension/manifest.json", place.read("manifest.json"));
    const extension = join(place.dir, "extension");
    const profile = mkdtempSync(join(tmpdir(), "a2e-wasm-extension-"));
    const args = ["--headless=new", "--no-sandbox", `--disable-extensions-except=${extension}`, `--load-extension=${extension}`];
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROME,
      headless: false,
      ignoreDefaultArgs: ["--disable-extensions"],
      args,
    });
    try {
      const [worker = await context.waitForEvent("serviceworker")] = context.serviceWorkers();
      return await worker.evaluate(() => globalThis.report);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  },
};
