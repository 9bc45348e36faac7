// Every example of the READMEs and of docs, compiled as strictly as a reader may have it: in a module of its own, with
// the names that the text takes as given declared beside it. What a reader adds is the types of own parameters.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { App, ROOT } from "./support.mjs";

const LIMIT = { timeout: 120_000 };
const COMPILERS = ["typescript-5.4", "typescript"];

const app = await App.install();

/** The names that are the reader's own. */
const GIVEN = `
  type A2E = import("a2e-wasm").A2E;
  declare const a2e: A2E, signal: AbortSignal, order: { id: string }, stored: import("a2e-wasm").StoredTask[];
  declare const params: import("a2e-wasm").StartFaceSwap, id: string, text: string;
  declare const faceInput: { files: File[] }, videoInput: { files: File[] }, player: HTMLVideoElement;
  declare const photo: File, recording: File, video_url: string;
  declare const db: { get(key: string): Promise<any>; put(key: string, value: unknown): Promise<void> };
  declare const file: File, options: import("a2e-wasm/server").ProxyOptions;
  declare const process: { env: { [name: string]: string } };
  declare function bar(part: number): void;
  declare function show(value: unknown): void;
  declare module "node:http" {
    export function createServer(listener: (incoming: never, outgoing: never) => void): { listen(port: number): void };
  }
`;

/** The fenced blocks of a text with the number of their first line, and that of the page's setup as the head of each. */
function blocks(text) {
  const found = [...text.matchAll(/^```(?:js|ts)( setup)?\n([^]*?)^```$/gm)];
  const setup = found.find(([, isSetup]) => isSetup)?.[2] ?? "";
  return found.map(({ index, 1: isSetup, 2: code }) => {
    const line = text.slice(0, index).split("\n").length + 1;
    const head = isSetup ? "" : setup;
    // The lines keep their numbers, so that a complaint names the line of the page.
    return { line, code: head + "\n".repeat(line - head.split("\n").length) + code };
  });
}

const pages = ["README.md", "pkg-template/README.md"];
// The blocks of frameworks.md are files of projects, which `tests/frameworks` runs.
for (const name of await readdir(join(ROOT, "docs"))) if (name.endsWith(".md") && name !== "frameworks.md") pages.push(`docs/${name}`);
const files = new Map();
for (const page of pages) {
  for (const { line, code } of blocks(await readFile(join(ROOT, page), "utf8"))) {
    files.set(`${page.replace(/\W+/g, "_")}_${line}.ts`, `${code}\nexport {};\n`);
  }
}
await app.write("package.json", JSON.stringify({ private: true, type: "module" }));
await app.write("given.d.ts", GIVEN);
for (const [name, code] of files) await app.write(name, code);

test("there are blocks of every page that has some", () => {
  const of = new Set([...files.keys()].map((name) => name.replace(/_\d+\.ts$/, "")));
  assert.deepEqual([...of].sort(), ["README_md", "docs_chains_md", "docs_keys_md", "docs_proxy_md", "pkg_template_README_md"]);
});

for (const compiler of COMPILERS) {
  test(`every block compiles (${compiler})`, LIMIT, async () => {
    assert.deepEqual(await complaints(compiler, [...files.keys()]), []);
  });

  test(`a wrong block does not (${compiler})`, LIMIT, async () => {
    await app.write("wrong.ts", "console.log((await a2e.avatars.listAvailable())[0].nme);\nexport {};\n");
    assert.equal((await complaints(compiler, ["wrong.ts"])).length, 1);
  });
}

/** What a compiler says. */
async function complaints(compiler, names) {
  const compilerOptions = {
    strict: true,
    noImplicitAny: false,
    module: "nodenext",
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    types: [],
    noEmit: true,
  };
  await app.write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["given.d.ts", ...names] }));
  const tsc = join(createRequire(import.meta.url).resolve(`${compiler}/package.json`), "..", "bin", "tsc");
  const args = [tsc, "--pretty", "false", "--project", "tsconfig.json"];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: app.directory }, (error, stdout, stderr) => {
      const lines = (stdout + stderr).split("\n").filter(Boolean);
      done(error && lines.length === 0 ? [String(error)] : lines);
    });
  });
}
