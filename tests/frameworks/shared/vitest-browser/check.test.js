import * as entry from "a2e-wasm";
import { expect, test } from "vitest";
import { server } from "vitest/browser";
import { check } from "./check.js";
import { a2e } from "./src/a2e.js";

test("the checks", async () => {
  const report = await check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() });
  // By a file, because a test in a page has no other way to hand it on.
  await server.commands.writeFile("report.json", JSON.stringify(report));
  expect(report.create).toBe("ok");
});
