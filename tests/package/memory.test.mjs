// The memory that wasm has in a Worker, where a client or a proxy is made for each request and nobody closes it.

import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import workerd from "workerd";
import { App } from "./support.mjs";
import { Workerd, packageModules } from "./workerd.mjs";

const app = await App.install();
await copyFile(join(import.meta.dirname, "memory-worker.mjs"), join(app.directory, "worker.mjs"));
// It has to be there before the package is.
await app.write("memories.mjs", `export const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = function (...given) {
  const instance = new Instance(...given);
  memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
  return instance;
};
`);

/** Before 2025-05-05 a Worker has no FinalizationRegistry. Later ones have, and it is far behind. */
const DATES = ["2024-09-01", "2026-01-01"];
const LIVES = [
  "read", "closed", "constructed", "refused", "keyed", "closed in a wait", "left early", "shared", "proxy", "a proxy of its own",
];

for (const date of DATES) {
  describe(`a Worker of ${date}`, () => {
    let worker;
    before(async () => {
      const own = ["worker.mjs", "memories.mjs"].map((file) => ({ name: file, path: file }));
      const modules = [...own, ...(await packageModules(app.directory))];
      worker = await Workerd.start(app.directory, { binary: workerd.default ?? workerd, config: `${date}.capnp`, worker: { date, modules } });
    });
    after(() => worker?.stop());

    const ask = async (path) => {
      const answer = await fetch(worker.url + path);
      assert.equal(answer.status, 200, worker.complaints);
      return answer.json();
    };

    for (const life of LIVES) {
      test(`has as much memory after 2,000 clients as after 500: ${life}`, async () => {
        const lives = (times) => ask(`/?${new URLSearchParams({ life, times })}`);
        const before = await lives(500);
        assert.ok(before > 0);
        assert.equal(await lives(1500), before);
      });
    }

    test("keeps what a client shares until it is closed, by the options that it was made with", async () => {
      assert.deepEqual(await ask("/kept"), ["GET a.example", "POST a.example"]);
    });

    test("refuses wrong options in the words of the library", async () => {
      assert.deepEqual((await ask("/refused")).map(({ kind }) => kind), ["config", "config", "config", "config", "config"]);
    });

    test("ends what waits when its client is closed, and refuses later calls", async () => {
      const id = "0123456789abcdef01234567";
      const [read, wait, watch, ...later] = await ask("/closing");
      assert.deepEqual(read, { coins: 7 });
      const closed = { kind: "aborted", taskId: id, message: `faceSwap task ${id}: the client was closed` };
      assert.deepEqual([wait, watch].map(({ kind, taskId }) => [kind, taskId]), [wait, watch].map(() => [closed.kind, id]));
      assert.deepEqual(later.map((error) => error?.kind ?? "nothing"), ["aborted", "aborted", "aborted", "nothing"]);
      for (const { message } of [wait, watch, ...later.slice(0, 3)]) assert.match(message, /the client was closed$/);
    });
  });
}
