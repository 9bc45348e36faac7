// The scripts of the tarball: what each brings along, and what none of them does.

import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import { Script } from "./scripts.mjs";
import { Account, App, SWAP } from "./support.mjs";

/**
 * All that a program loads with an entry: nothing but what the host has, and a module that comes compiled. No module of Node's
 * is in an entry for pages.
 */
const BRINGS = {
  "edge.js": ["a2e_wasm_bg.wasm"],
  "index.cjs": [],
  "index.js": [],
  "react.cjs": ["react"],
  "react.js": ["react"],
  "server-edge.js": ["a2e_server_bg.wasm"],
  "server-node.cjs": ["node:stream", "node:stream/promises"],
  "server-node.js": ["node:stream", "node:stream/promises"],
  "server.cjs": [],
  "server.js": [],
  "slim.cjs": [],
  "slim.js": [],
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
    assert.equal(script.nodes.filter((node) => node.type === "MetaProperty").length, 0, "import.meta");
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
}

for (const [name, wasm] of Object.entries({ index: "a2e_wasm", server: "a2e_server" })) {
  for (const file of [`${name}.js`, `${name}.cjs`]) {
    const isLong = ({ elements }) => elements?.some((element) => element?.value?.length > 10_000);
    const lists = scripts.get(file).nodes.filter(isLong);

    test(`${file} has the module as texts that no tool changes`, async () => {
      assert.equal(lists.length, 1);
      const texts = lists[0].elements;
      assert.deepEqual(texts.filter(({ raw, value }) => raw !== `"${value}"`), []);
      const signs = new Set(texts.map(({ value }) => value).join(""));
      assert.deepEqual([...signs].filter((sign) => !/[ !#%&()*+,./\w:;=>?@[\]^{|}~-]/.test(sign)), []);
      const source = await app.read(file);
      // Outside of ASCII a server may name the wrong encoding; within a template a bundler may change line ends.
      assert.doesNotMatch(source, /[^\n\x20-\x7e]|<\/script|<!--/);
    });

    test(`${file} unpacks the texts to the module`, async () => {
      const program = `
        const compiled = [];
        for (const name of ["instantiate", "Module"]) {
          const { [name]: own } = WebAssembly;
          WebAssembly[name] = function (bytes, ...more) {
            compiled.push(Buffer.from(bytes).toString("base64"));
            return new.target ? new own(bytes) : own(bytes, ...more);
          };
        }
        const { createClient, createProxy } = ${file.endsWith(".cjs") ? "require" : "await import"}("./node_modules/a2e-wasm/${file}");
        (async () => {
          await createClient?.({ token: "sk_x" });
          createProxy?.({ token: "sk_x", allow: ["reads"], sharedAccount: true, authorize: () => "ada" });
          console.log(compiled.join());
        })();`;
      const ended = await app.run(`unpacks-${file.replace(".js", ".mjs")}`, program);
      assert.deepEqual(ended, { stdout: `${(await app.read(`${wasm}_bg.wasm`, null)).toString("base64")}\n`, stderr: "", code: 0 });
    });
  }
}

for (const [name, load] of [["index.cjs", 'require("a2e-wasm")'], ["index.js", 'await import("a2e-wasm")']]) {
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
    // The suffix says how the module is wanted, not which.
    const path = reference.startsWith(".") ? posix.normalize(reference).replace(/\?module$/, "") : reference;
    if (found.has(path)) continue;
    found.add(path);
    loaded(path, found);
  }
  return [...found].sort();
}
