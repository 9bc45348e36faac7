// The manifest and its entries by the judgement of others: publint, and "Are the types wrong?".

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { App, variable } from "./support.mjs";

const ES_MODULE = ["node16-cjs: CJSResolvesToESM"];

/** What is found at each entry. A Worker and an edge function are ES modules: these two have nothing for `require`. */
const FINDINGS = {
  ".": [],
  "./inline": [],
  "./slim": [],
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
    (findings[entrypoint ?? JSON.stringify(rest)] ??= []).push(`${resolutionKind}: ${kind}`);
  }
  assert.deepEqual(findings, FINDINGS);
});
