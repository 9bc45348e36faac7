// The component of each README, run as it stands there, in a page that shows it and nothing else.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { launch } from "../chromium.mjs";
import { example, examples } from "../package/readme.mjs";
import { Account, ROOT, SWAP, variable } from "../package/support.mjs";
import { serve } from "./stage.mjs";

const READMES = {
  repository: { file: join(ROOT, "README.md"), section: "In React" },
  package: { file: join(variable("A2E_PACKAGE"), "README.md"), section: "a2e-wasm" },
};

const PAGE = `
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createClient } from "a2e-wasm";
import { Swap } from "./swap.jsx";

const { options, params } = window;
const a2e = await createClient(options);
const root = createRoot(document.body.appendChild(document.createElement("main")));
root.render(<StrictMode><Swap a2e={a2e} params={params} /></StrictMode>);
`;

const browser = await launch();
after(() => browser.close());

for (const [place, { file, section }] of Object.entries(READMES)) {
  test(`the component of the ${place}'s README starts a task, and shows it and its result`, async () => {
    const text = await readFile(file, "utf8");
    assert.equal(examples(text, "jsx").length, 1);
    const files = { "swap.jsx": example(text, section, "jsx"), "page.jsx": PAGE };
    const url = await serve({ entry: "page.jsx", files });
    const account = await Account.open(`react_readme_${place}`, { speed: 0 });
    const page = await browser.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    const options = { ...account.options, dangerouslyAllowBrowser: true };
    await page.addInitScript(([options, params]) => Object.assign(window, { options, params }), [options, SWAP]);
    await page.goto(url);
    await page.addScriptTag({ type: "module", url: "/app.js" });

    await page.getByRole("button", { name: "Swap", exact: true }).click();
    // As long as the service's clock stands, so does the task.
    await page.getByRole("button", { name: "queued: stop waiting" }).waitFor();
    await account.clock({ speed: 1000 });
    const result = await page.locator("video").getAttribute("src");
    assert.equal((await fetch(result)).status, 200);
    assert.equal((await account.counters()).addFaceSwapTask, 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}
