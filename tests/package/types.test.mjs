// The types as an installed package gives them: found through its `exports`, under the settings
// that users have, and without an `any` that would switch the checks off.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { App, ROOT } from "./support.mjs";

const USES = join(ROOT, "tests", "types");
const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "..", "bin", "tsc");

const app = await App.install();
const files = (await readdir(USES)).filter((name) => name.endsWith(".ts"));
for (const name of files) await copyFile(join(USES, name), join(app.directory, name));
// Files that Node takes for ES modules, as those of tests/types are.
await app.write("package.json", JSON.stringify({ private: true, type: "module" }));

const RESOLUTIONS = {
  nodenext: { module: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
  "a bundler for Workers": { module: "esnext", moduleResolution: "bundler", customConditions: ["workerd", "worker"] },
};

for (const [name, options] of Object.entries(RESOLUTIONS)) {
  test(`the right uses compile and the wrong ones do not (${name})`, async () => {
    assert.deepEqual(await complaints(options, files), []);
  });
}

test("the subpath for Workers has the same types", async () => {
  await app.write("worker.ts", `
    import { createClient } from "a2e-wasm/workerd";
    export const a2e = createClient({ token: "sk_…" });`);
  assert.deepEqual(await complaints({}, ["worker.ts"]), []);
});

test("of its host it asks what pages, Workers and Node all have", async () => {
  // Stand-ins for the types of Workers and of Node, neither of which has a document. To bring the
  // page's own along would clash with them, name by name.
  const shared = ["AbortSignal", "Blob", "RequestInit", "Response"];
  await app.write("host.d.ts", shared.map((name) => `interface ${name} {}\n`).join(""));
  await app.write("server.ts", `
    import { createClient } from "a2e-wasm";
    // @ts-expect-error there is no page
    export const page = document;
    export const a2e = createClient({ token: "sk_…" });`);
  assert.deepEqual(await complaints({ lib: ["es2023"] }, ["host.d.ts", "server.ts"]), []);
});

for (const name of ["index.d.ts", "a2e_wasm.d.ts", "react.d.ts"]) {
  test(`there is no any in ${name}`, async () => {
    const text = await app.read(name);
    const types = text
      .replace(/\/\*[^]*?\*\/|\/\/.*/g, "")
      // The functions of the module itself, which nobody but the glue calls.
      .replace(/export interface InitOutput \{[^]*?\n\}/, "");
    assert.deepEqual(types.split("\n").filter((line) => /\bany\b/.test(line)), []);
  });
}

test("every type, every member and every method is explained", async () => {
  for (const file of ["a2e_wasm.d.ts", "index.d.ts", "react.d.ts"]) assert.deepEqual(unexplained(await app.read(file)), [], file);
  // The check itself must see what is silent.
  assert.deepEqual(unexplained("export interface Silent {\n  mute(): void;\n}\n"), ["Silent", "Silent.mute"]);
});

/**
 * The types and members without a doc comment. An interface is put together from several
 * declarations, of which one must be explained; a resource is explained where `A2E` has it.
 */
function unexplained(declarations) {
  const lines = declarations.split("\n").map((line) => line.trim()).filter(Boolean);
  const [types, explained, silent] = [new Set(), new Set(), []];
  let inside = "";
  let depth = 0;
  for (const [at, line] of lines.entries()) {
    if (line.startsWith("/*") || line.startsWith("*")) continue;
    const told = lines[at - 1]?.endsWith("*/");
    if (depth === 0) {
      const [, name] = line.match(/^export (?:declare )?(?:interface|type|class) (\w+)/) ?? [];
      // A function has parameters there, and no members.
      if (line.startsWith("export ")) inside = name;
      if (name) types.add(name);
      if (name && told) explained.add(name);
    } else if (depth === 1 && inside) {
      const [, name, type] = line.match(/^(?:readonly )?(\[?[\w.]+\]?)\??[:(<] ?(\w+)?/) ?? [];
      // A second form of a method is explained with the first.
      const overload = name && lines[at - 1]?.startsWith(`${name}(`);
      if (name && name !== "[parameter" && !told && !overload) silent.push(`${inside}.${name}`);
      if (told && type && line.startsWith("readonly ")) explained.add(type);
    }
    for (const sign of line.replace(/"[^"]*"/g, "")) depth += "{(".includes(sign) ? 1 : "})".includes(sign) ? -1 : 0;
  }
  return [...[...types].filter((name) => !explained.has(name)), ...silent];
}

/** What the compiler says to these files with the settings of tests/types; the first lines of it. */
async function complaints(options, files) {
  const project = {
    extends: join(USES, "tsconfig.json"),
    compilerOptions: { ...options, paths: {} },
    files,
    include: [],
  };
  await app.write("tsconfig.json", JSON.stringify(project));
  const args = [tsc, "--pretty", "false", "--project", "tsconfig.json"];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: app.directory }, (error, stdout, stderr) => {
      const lines = (stdout + stderr).split("\n").filter(Boolean).slice(0, 10);
      done(error && lines.length === 0 ? [String(error)] : lines);
    });
  });
}
