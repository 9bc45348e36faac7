// The manifest and its entries by the judgement of others: publint, and "Are the types wrong?".

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { App, variable } from "./support.mjs";

const ES_MODULE = ["node16-cjs: CJSResolvesToESM"];

/**
 * What is found at each entry. A Worker and an edge function are ES modules, and `inline` and `slim` are for
 * bundlers: for these four there is no `require`, and TypeScript says so to whoever tries.
 */
const FINDINGS = {
  ".": [],
  "./inline": ES_MODULE,
  "./slim": ES_MODULE,
  "./workerd": ES_MODULE,
  "./edge": ES_MODULE,
  "./react": [],
  "./server": [],
  "./server/node": [],
  "./package.json": [],
};

const tarball = new Uint8Array(await readFile(variable("A2E_TARBALL")));

test("publint has nothing to say, suggestions included", async () => {
  const { messages } = await publint({ pack: { tarball: tarball.buffer }, strict: true, level: "suggestion" });
  const manifest = await (await App.install()).manifest();
  assert.deepEqual(messages.map((message) => formatMessage(message, manifest, { color: false })), []);
});

test("no types are wrong, for import, for require and for bundlers", async () => {
  // A .wasm file has no types, as with other packages: what an import of it gives is each host's own.
  const options = { excludeEntrypoints: ["./a2e_wasm_bg.wasm"] };
  const { entrypoints, problems } = await checkPackage(createPackageFromTarballData(tarball), options);
  const findings = Object.fromEntries(Object.keys(entrypoints).map((name) => [name, []]));
  for (const { entrypoint, resolutionKind, kind, ...rest } of problems) {
    // The resolution of 2012, which knows no `exports`; TypeScript 7 has it no more.
    if (resolutionKind === "node10") continue;
    (findings[entrypoint ?? JSON.stringify(rest)] ??= []).push(`${resolutionKind}: ${kind}`);
  }
  assert.deepEqual(findings, FINDINGS);
});
