import * as entry from "a2e-wasm";
import { commands } from "vitest/browser";
import { test } from "vitest";
import { check } from "./check.js";
import { a2e } from "./src/a2e.js";

test("the checks", async () => {
  const report = await check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() });
  await commands.writeFile("report.json", JSON.stringify(report));
});
