// A program in Rust that depends on the crate without its default features (tests/rust-only): its
// binary holds neither the class for JavaScript nor the operations that it does not use.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { variable } from "./support.mjs";

const bytes = await readFile(variable("A2E_RUST_ONLY"));
const module = new WebAssembly.Module(bytes);

test("its exports are its own and those of wasm-bindgen", () => {
  const names = WebAssembly.Module.exports(module).map(({ name }) => name);
  const own = names.filter((name) => !/^(?:__|memory$)/.test(name));
  assert.equal(own.length, 1, own.join());
  assert.match(own[0], /^swap_/);
  assert.deepEqual(names.filter((name) => /^__wbg_\w+_free/.test(name)), []);
});

test("no class and no types of the package are described in it", () => {
  // What wasm-bindgen makes the glue and its types from.
  const sections = WebAssembly.Module.customSections(module, "__wasm_bindgen_unstable");
  const text = sections.map((section) => Buffer.from(section).toString("latin1")).join("");
  assert.ok(text.includes("A2EError"), "the one class that is left is the error");
  assert.doesNotMatch(text, /export interface|TaskFamily|a2e_wasm::js/);
});

test("of the operations it holds those that it uses", () => {
  const holds = (text) => bytes.includes(text);
  assert.ok(holds("userFaceSwapTask") && holds("remainingCoins"));
  for (const other of ["userWan25", "userText2Image", "streaming-avatar", "voice_list"]) {
    assert.ok(!holds(other), other);
  }
});
