// What npm would publish: these files, nothing of the machine that built them, and a manifest
// that keeps its promises.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { App, ROOT } from "./support.mjs";

const FILES = [
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "a2e_server_bg.wasm",
  "a2e_wasm.d.ts",
  "a2e_wasm_bg.wasm",
  "edge.js",
  "index.cjs",
  "index.d.cts",
  "index.d.ts",
  "index.js",
  "package.json",
  "react.cjs",
  "react.d.cts",
  "react.d.ts",
  "react.js",
  "server-edge.js",
  "server-node.cjs",
  "server-node.d.cts",
  "server-node.d.ts",
  "server-node.js",
  "server.cjs",
  "server.d.cts",
  "server.d.ts",
  "server.js",
  "slim.cjs",
  "slim.d.cts",
  "slim.d.ts",
  "slim.js",
];

/** What is no code has no types. */
const CODELESS = ["./a2e_wasm_bg.wasm", "./package.json"];

/** Types that want no others. */
const SELF_CONTAINED = ["a2e_wasm.d.ts", "server-node.d.ts"];

/** Folders that are somebody's machine. `/rustc/<hash>/` is not: the compiler writes it for any. */
const MACHINE =
  /\/(?:root|home|Users|work|tmp|var|opt|usr|mnt|private|builds?)\/|[A-Za-z]:\\\\?(?:Users|a)\\|\.cargo\/|file:\/\//;
const REGISTRY = /crates\.io|npmjs\.(?:org|com)|\/registry\/|github\.com-[0-9a-f]{16}/;

const app = await App.install();

test("the tarball holds these files and no others", async () => {
  assert.deepEqual(await app.files(), FILES);
});

test("there is nothing to install with it and nothing to run", async () => {
  const manifest = await app.manifest();
  for (const key of ["dependencies", "optionalDependencies", "scripts", "bin"]) {
    assert.equal(manifest[key], undefined, key);
  }
  // React is for its hooks only.
  assert.deepEqual(Object.keys(manifest.peerDependencies), ["react"]);
  assert.deepEqual(manifest.peerDependenciesMeta, { react: { optional: true } });
});

test("the version is the crate's", async () => {
  const cargo = await readFile(join(ROOT, "Cargo.toml"), "utf8");
  assert.equal((await app.manifest()).version, cargo.match(/^version = "(.+)"$/m)?.[1]);
});

for (const file of FILES) {
  test(`${file} tells nothing of the machine that built it`, async () => {
    // As Latin-1, in which a text inside a binary can be searched.
    const content = await app.read(file, "latin1");
    for (const pattern of [MACHINE, REGISTRY]) {
      const found = content.match(pattern);
      assert.equal(found && content.slice(found.index, found.index + 100).split("\0")[0], null);
    }
    // A home of one letter proves nothing.
    const here = [ROOT, homedir()].filter((path) => path.length > 2);
    for (const path of here) assert.ok(!content.includes(path), path);
  });
}

test("TypeScript finds the types of each subpath also where it knows no exports", async () => {
  const { exports, typesVersions } = await app.manifest();
  const subpaths = Object.keys(exports).filter((subpath) => subpath !== "." && !CODELESS.includes(subpath));
  assert.deepEqual(Object.keys(typesVersions), ["*"]);
  const expected = subpaths.map((subpath) => [subpath.slice(2), [exports[subpath].default.types]]);
  assert.deepEqual(typesVersions["*"], Object.fromEntries(expected));
});

test("every export leads to files, and TypeScript is answered first", async () => {
  const { exports, types } = await app.manifest();
  assert.ok(FILES.includes(file(types)));
  for (const [subpath, target] of Object.entries(exports)) {
    if (CODELESS.includes(subpath)) assert.ok(FILES.includes(file(target)), subpath);
    else check(target, subpath);
  }
});

/** The files of a subpath; it may have conditions within conditions. */
function check(target, place) {
  const conditions = Object.keys(target);
  assert.equal(conditions.at(-1), "default", place);
  if (typeof target.default !== "string") {
    for (const [condition, inner] of Object.entries(target)) check(inner, `${place}, ${condition}`);
    return;
  }
  assert.deepEqual(conditions, ["types", "default"], place);
  for (const path of Object.values(target)) assert.ok(FILES.includes(file(path)), `${place} -> ${path}`);
  // TypeScript takes the kind of a module from the name of its types.
  assert.equal(target.types.endsWith(".d.cts"), target.default.endsWith(".cjs"), place);
}

test("the types that a file of types wants are in the tarball", async () => {
  for (const name of FILES.filter((name) => /\.d\.c?ts$/.test(name))) {
    const text = await app.read(name);
    const wanted = [...text.matchAll(/(?:\bfrom|\bimport\()\s*"([^"]+)"/g)].map(([, path]) => path);
    const files = wanted.map((path) => file(path).replace(/(?<!\.d)\.(?:js|ts)$/, ".d.ts"));
    assert.deepEqual(files.filter((path) => !FILES.includes(path)), [], name);
    assert.equal(wanted.length === 0, SELF_CONTAINED.includes(name), name);
  }
});

test("the class, its error and the way to them are all that is exported", async () => {
  assert.deepEqual(Object.keys(await app.import()).sort(), ["A2E", "A2EError", "createClient"]);
});

test("importing the entry does nothing", async () => {
  // As a server does that renders a page: no fetch, no file, no global of a page.
  const program = `
    for (const name of ["fetch", "XMLHttpRequest", "WebAssembly", "TextDecoder", "TextEncoder"]) {
      Object.defineProperty(globalThis, name, { get() { throw new Error(name + " was looked at"); } });
    }
    const { createClient } = await import("a2e-wasm");
    console.log(typeof createClient);`;
  assert.deepEqual(await app.run("ssr.mjs", program), { stdout: "function\n", stderr: "", code: 0 });
});

test("importing the server's entry compiles nothing", async () => {
  const program = `
    for (const name of ["WebAssembly", "TextDecoder", "TextEncoder", "crypto"]) {
      Object.defineProperty(globalThis, name, { get() { throw new Error(name + " was looked at"); } });
    }
    const { createProxy } = await import("a2e-wasm/server");
    console.log(typeof createProxy);`;
  assert.deepEqual(await app.run("lazy.mjs", program), { stdout: "function\n", stderr: "", code: 0 });
});

const file = (path) => path.replace(/^\.\//, "");
