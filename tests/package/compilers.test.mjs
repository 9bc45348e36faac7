// The types as an installed package gives them: found through its `exports`, by the oldest TypeScript that is
// promised and by the newest, under the settings that users have.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { Script } from "./scripts.mjs";
import { App, ROOT } from "./support.mjs";

const USES = join(ROOT, "tests", "types");
const TOOLS = join(ROOT, "tests", "node_modules");
const COMPILERS = ["typescript-5.4", "typescript"];

const app = await App.install();
const uses = (await readdir(USES)).filter((name) => /\.c?ts$/.test(name));
for (const name of uses) await copyFile(join(USES, name), join(app.directory, name));
// Files that Node takes for ES modules, as those of tests/types are.
await app.write("package.json", JSON.stringify({ private: true, type: "module" }));

const RESOLUTIONS = {
  node16: { module: "node16" },
  nodenext: { module: "nodenext" },
  // `preserve` is what a bundler does that takes `import` and `require`.
  "a bundler": { module: "preserve", moduleResolution: "bundler" },
  "a bundler for Workers": { module: "preserve", moduleResolution: "bundler", customConditions: ["workerd", "worker"] },
};

for (const compiler of COMPILERS) {
  for (const [name, options] of Object.entries(RESOLUTIONS)) {
    test(`the right uses compile and the wrong ones do not (${compiler}, ${name})`, async () => {
      assert.deepEqual(await complaints(compiler, options, uses), []);
    });
  }

  test(`of its host it asks what pages, Workers and Node all have (${compiler})`, async () => {
    // Stand-ins for the types of Workers and of Node, neither of which has a document. To bring the
    // page's own along would clash with them, name by name.
    const shared = ["AbortSignal", "Blob", "Headers", "Request", "Response", "URL"];
    await app.write("host.d.ts", shared.map((name) => `interface ${name} { its: "${name}" }\n`).join(""));
    await app.write("server.ts", `
      import { createClient } from "a2e-wasm";
      import { createProxy, memoryOwners } from "a2e-wasm/server";
      import { toNodeListener } from "a2e-wasm/server/node";
      import { createClient as slim } from "a2e-wasm/slim";
      // @ts-expect-error there is no page
      export const page = document;
      export const clients = [createClient({ token: "sk_…" }), slim({ token: "sk_…", module: new Uint8Array(8) })];
      export const listener = toNodeListener(createProxy({ token: "sk_…", allow: ["reads"], authorize: () => "ada", owners: memoryOwners() }));
      // @ts-expect-error a number is no module
      slim({ token: "sk_…", module: 1 });`);
    assert.deepEqual(await complaints(compiler, { lib: ["es2023"] }, ["host.d.ts", "server.ts"]), []);
  });

  test(`its \`fetch\` may be that of undici, of node-fetch or of the host, or one around them (${compiler})`, async () => {
    await app.write("fetches.ts", `
      import { createClient, type FetchInit, type FetchResponse } from "a2e-wasm";
      import { createProxy, memoryOwners } from "a2e-wasm/server";
      import type { fetch as ofUndici } from "undici-types";
      import type ofNodeFetch from "node-fetch";
      declare const undici: typeof ofUndici;
      declare const nodeFetch: typeof ofNodeFetch;
      const fetches = {
        fetch,
        undici,
        nodeFetch,
        aroundHost: (url: string, init: FetchInit) => fetch(url, { ...init, keepalive: true }),
        aroundUndici: (url: string, init: FetchInit) => undici(url, { ...init, window: null }),
        aroundNodeFetch: (url: string, init: FetchInit) => nodeFetch(url, { ...init, size: 1 }),
        ofTests: async (url: string, init: RequestInit = {}) => new Response(url + init.method),
      };
      const shared = { token: "sk_…", allow: ["reads"], authorize: () => "ada", owners: memoryOwners() };
      for (const fetch of Object.values(fetches)) {
        createClient({ token: "sk_…", fetch });
        createProxy({ ...shared, fetch });
      }
      export const told = (init: FetchInit, answer: FetchResponse): (string | null | undefined)[] =>
        [init.headers?.get("accept"), init.body, answer.headers.get("content-type")];
      // @ts-expect-error a text is no answer
      createClient({ fetch: async () => "text" });
      // @ts-expect-error nor is what is no promise
      createProxy({ ...shared, fetch: () => new Response() });`);
    const paths = { "undici-types": [join(TOOLS, "undici-types", "index.d.ts")], "node-fetch": [join(TOOLS, "node-fetch", "@types", "index.d.ts")] };
    // Their own declarations are not under test.
    const options = { lib: ["es2023", "dom", "dom.iterable"], types: ["node"], typeRoots: [join(TOOLS, "@types")], skipLibCheck: true, paths };
    assert.deepEqual(await complaints(compiler, options, ["fetches.ts"]), []);
  });

  test(`it asks for no strictness (${compiler})`, async () => {
    await app.write("lax.ts", `
      import { createClient } from "a2e-wasm";
      import { useRun } from "a2e-wasm/react";
      export const urls = createClient({ token: undefined }).then((a2e) => useRun(a2e.faceSwap).view.urls);`);
    const strictness = ["strict", "exactOptionalPropertyTypes", "verbatimModuleSyntax", "isolatedModules"];
    const lax = Object.fromEntries(strictness.map((name) => [name, false]));
    assert.deepEqual(await complaints(compiler, lax, ["lax.ts"]), []);
  });
}

/** The scripts of entries that are called in another way. */
const FILES = { inline: "index.js", workerd: "edge.js" };

test("the types of an entry name what its script exports", async () => {
  let text = 'import { type Same, yes } from "./same.js";\n';
  for (const entry of ["inline", "slim", "workerd", "edge", "react", "server", "server/node"]) {
    const script = FILES[entry] ?? `${entry.replace("/", "-")}.js`;
    const { exports } = new Script(script, await app.read(script));
    const names = exports.map((each) => JSON.stringify(each)).join(" | ");
    const name = entry.replace("/", "_");
    text += `import type * as ${name} from "a2e-wasm/${entry}";\nyes<Same<keyof typeof ${name}, ${names}>>();\n`;
  }
  await app.write("names.ts", text);
  assert.deepEqual(await complaints("typescript", { module: "nodenext" }, ["names.ts"]), []);
});

/** What a compiler says to these files with the settings of tests/types; the first lines of it. */
async function complaints(compiler, options, files) {
  const project = {
    extends: join(USES, "tsconfig.json"),
    compilerOptions: { paths: {}, ...options },
    files,
    include: [],
  };
  await app.write("tsconfig.json", JSON.stringify(project));
  const tsc = join(createRequire(import.meta.url).resolve(`${compiler}/package.json`), "..", "bin", "tsc");
  const args = [tsc, "--pretty", "false", "--project", "tsconfig.json"];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: app.directory }, (error, stdout, stderr) => {
      const lines = (stdout + stderr).split("\n").filter(Boolean).slice(0, 10);
      done(error && lines.length === 0 ? [String(error)] : lines);
    });
  });
}
