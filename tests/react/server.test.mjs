// The hooks on a server, which has no document and waits for nobody.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { install } from "./stage.mjs";

const directory = await install();

/** What a program prints that runs where the package and React are installed. */
async function printed(program) {
  const file = join(directory, "program.mjs");
  await writeFile(file, program);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
  assert.equal(stderr, "");
  return stdout;
}

test("the module is for the client's side, by its first words", async () => {
  assert.match(await readFile(join(directory, "node_modules/a2e-wasm/react.js"), "utf8"), /^"use client";/);
});

test("importing does nothing, and gives the hooks", async () => {
  const program = `
    import "react";
    for (const name of ["fetch", "setTimeout", "queueMicrotask", "document", "window", "WebAssembly"]) {
      Object.defineProperty(globalThis, name, { get() { throw new Error(name + " was looked at"); } });
    }
    console.log(Object.keys(await import("a2e-wasm/react")).join(" "));`;
  assert.equal(await printed(program), "useRun useTask\n");
});

test("what is known is rendered, without a request", async () => {
  const program = `
    import { createElement } from "react";
    import { renderToString } from "react-dom/server";
    import { createClient } from "a2e-wasm";
    import { useRun, useTask } from "a2e-wasm/react";
    let requests = 0;
    const fetch = async () => Response.json({ code: 0, data: {}, requests: ++requests });
    const a2e = await createClient({ token: "sk_emulator", fetch });
    const id = "0123456789abcdef01234567";
    const view = (state) => ({ v: 1, id, family: "faceSwap", state, status: state, urls: [], record: {} });
    const words = ({ view, error, loading }) => [view?.state, error?.kind, loading].join();
    const Follower = ({ client, task }) => createElement("p", null, words(useTask(client, task)));
    const Starter = ({ client }) => createElement("p", null, words(useRun(client?.faceSwap)));
    for (const client of [a2e, undefined]) {
      for (const task of [view("running"), view("succeeded"), { family: "faceSwap", id }, null]) {
        console.log(renderToString(createElement(Follower, { client, task })));
      }
      console.log(renderToString(createElement(Starter, { client })));
    }
    setImmediate(() => console.log(requests));`;
  const markup = ["running,,true", "succeeded,,false", ",,true", ",,false", ",,false"].map((words) => `<p>${words}</p>`);
  assert.equal(await printed(program), [...markup, ...markup, "0", ""].join("\n"));
});
