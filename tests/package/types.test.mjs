// The types as a text: without an `any` that would switch the checks off, and nothing left unexplained.

import assert from "node:assert/strict";
import { test } from "node:test";
import { App } from "./support.mjs";

const app = await App.install();
const TYPES = (await app.files()).filter((name) => /\.d\.c?ts$/.test(name));

for (const name of TYPES) {
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
  for (const file of TYPES) assert.deepEqual(unexplained(await app.read(file)), [], file);
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
