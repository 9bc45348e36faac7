// The scripts of the tarball: what each brings along, and what none of them does.

import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import { Script } from "./scripts.mjs";
import { Account, App, SWAP } from "./support.mjs";

/** What all entries of the proxy share. */
const PROXY = [
  "deadlines.js", "fresh.js", "hidden.js", "limits.js", "mistakes.js", "owners.js", "seals.js", "server-core.js", "settings.js", "taken.js", "uploads.js", "webhooks.js",
];

/**
 * All that a program loads with an entry: no module of Node's but in entries for Node, no file that the runtime cannot
 * use, and nothing of the server's in a page.
 */
const BRINGS = {
  "browser.js": ["a2e_wasm.js", "a2e_wasm_bg.wasm", "core.js"],
  "edge.js": ["a2e_wasm.js", "a2e_wasm_bg.wasm", "core.js", "frugal.js"],
  "inline.js": ["a2e_wasm.js", "a2e_wasm_base64.js", "bytes.js", "core.js"],
  // It reads the module as a file, beside itself.
  "node.cjs": ["node:fs/promises", "node:path"],
  "react.cjs": ["react"],
  "react.js": ["react"],
  "server-edge.js": ["a2e_server.js", "a2e_server_bg.wasm", ...PROXY],
  "server-node.cjs": ["node:stream", "node:stream/promises"],
  "server-node.js": ["node:stream", "node:stream/promises", "taken.js"],
  "server-workerd.js": ["a2e_server.js", "a2e_server_bg.wasm", ...PROXY],
  // It has the module in itself.
  "server.cjs": [],
  "server.js": ["a2e_server.js", "a2e_server_base64.js", "bytes.js", ...PROXY],
  "slim.js": ["a2e_wasm.js", "core.js", "frugal.js"],
  "workerd.js": ["a2e_wasm.js", "a2e_wasm_bg.wasm", "core.js", "frugal.js"],
};

/** Ways to make code of texts, and to get at modules of Node's or of a worker without an import. */
const FORBIDDEN = [
  "eval",
  "Function",
  "AsyncFunction",
  "createRequire",
  "getBuiltinModule",
  "importScripts",
];

const app = await App.install();
const scripts = new Map();
for (const name of (await app.files()).filter((name) => /\.c?js$/.test(name))) {
  scripts.set(name, new Script(name, await app.read(name)));
}

test("each entry brings along what it needs and nothing else", async () => {
  assert.deepEqual(Object.fromEntries([...(await entries())].map((name) => [name, loaded(name)])), BRINGS);
});

test("every script is an entry, or brought along by one", async () => {
  const used = [...(await entries())].flatMap((name) => [name, ...loaded(name)]);
  assert.deepEqual([...scripts.keys()].filter((name) => !used.includes(name)), []);
});

for (const [name, script] of scripts) {
  test(`${name} makes no code of texts and knows no way around \`import\``, () => {
    const { names } = script;
    assert.deepEqual(FORBIDDEN.filter((word) => names.has(word)), []);
    assert.equal(script.strayMeta, 0, "import.meta is for addresses beside the script");
    const calls = name.endsWith(".cjs") ? script.references.length : 0;
    assert.equal(script.nodes.filter((node) => node.name === "require").length, calls, "require");
  });

  test(`${name} points to no source map and names no path of the build`, async () => {
    assert.doesNotMatch(await app.read(name), /source(?:Mapping)?URL|target\/|node_modules/);
    assert.deepEqual(script.comments.filter((comment) => /^\S*\/\S*$/.test(comment)), []);
  });
}

for (const name of ["a2e_wasm", "a2e_server"]) {
  const wasm = await app.read(`${name}_bg.wasm`, null);

  test(`${name} has no names, no debug information and no source map`, async () => {
    const module = await WebAssembly.compile(wasm);
    const sections = ["name", "producers", "sourceMappingURL", "external_debug_info", ".debug_info", ".debug_line"];
    assert.deepEqual(sections.filter((name) => WebAssembly.Module.customSections(module, name).length > 0), []);
  });

  test(`${name} as a text is the module`, async () => {
    const { body } = scripts.get(`${name}_base64.js`).tree;
    assert.deepEqual(body.map(({ type }) => type), ["ExportDefaultDeclaration"]);
    const text = body[0].declaration.value;
    assert.ok(Buffer.from(text, "base64").equals(wasm));
    // Buffer forgives what `atob` does not.
    assert.equal(text, wasm.toString("base64"));
  });
}

test("the client's module has no proxy, and the server's no client", () => {
  const { exports: client } = scripts.get("a2e_wasm.js");
  const { exports: server } = scripts.get("a2e_server.js");
  assert.deepEqual([client.includes("A2E"), client.includes("Proxy")], [true, false]);
  assert.deepEqual([server.includes("A2E"), server.includes("Proxy")], [false, true]);
});

for (const [name, load] of [["node.cjs", 'require("a2e-wasm")'], ["inline.js", 'await import("a2e-wasm/inline")']]) {
  test(`${name} works where code from texts is refused`, { timeout: 30_000 }, async ({ signal }) => {
    const { options } = await Account.open(`texts_${name.replace(".", "_")}`);
    const program = `
      (async () => {
        const { createClient } = ${load};
        const a2e = await createClient(${JSON.stringify(options)});
        console.log((await a2e.faceSwap.run(${JSON.stringify(SWAP)})).state);
        try { new Function("") } catch (error) { console.log(error.name) }
      })();`;
    const args = ["--disallow-code-generation-from-strings"];
    const ended = await app.run("texts.cjs", program, { signal, node: args });
    assert.deepEqual(ended, { stdout: "succeeded\nEvalError\n", stderr: "", code: 0 });
  });
}

/** The scripts that the manifest leads to. */
async function entries() {
  const { exports } = await app.manifest();
  const paths = JSON.stringify(exports).match(/"\.\/[^"]+\.c?js"/g).map((path) => JSON.parse(path));
  return new Set(paths.map((path) => posix.normalize(path)).sort());
}

/** The files and packages that come with a script, directly or not. */
function loaded(name, found = new Set()) {
  for (const reference of scripts.get(name)?.references ?? []) {
    // Next.js' suffix says how the module is wanted, not which.
    const path = reference.startsWith(".") ? posix.normalize(reference).replace(/\?module$/, "") : reference;
    if (found.has(path)) continue;
    found.add(path);
    loaded(path, found);
  }
  return [...found].sort();
}
