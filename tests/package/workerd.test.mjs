// The package in workerd, the runtime of Cloudflare Workers, itself: no emulation of it, and the
// global `fetch` of a Worker.

import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import workerd from "workerd";
import { Account, App, SWAP } from "./support.mjs";
import { Workerd, packageModules } from "./workerd.mjs";

const app = await App.install();
await copyFile(join(import.meta.dirname, "worker.mjs"), join(app.directory, "worker.mjs"));

/**
 * Workers of different ages see different globals: the old one has no `navigator`, those before
 * 2024-09-26 a Blob that calls itself an Object, and Node's modules bring a `process`.
 */
const WORKERS = {
  old: { date: "2021-12-01" },
  "of 2024": { date: "2024-09-01" },
  "of 2026": { date: "2026-01-01" },
  "of 2026 with Node's modules": { date: "2026-01-01", flags: ["nodejs_compat"] },
};

for (const [name, { date, flags = [] }] of Object.entries(WORKERS)) {
  describe(`a Worker ${name}`, () => {
    let account, worker;
    before(async () => {
      account = await Account.open(`worker_${date}_${flags}`);
      worker = await Worker.start(name, { date, flags, account });
    });
    after(() => worker?.stop());

    test("reads, with an sk_ token", async () => {
      assert.deepEqual(await worker.answer("/coins"), { coins: 1000, diamonds: 10 });
    });

    test("starts a face swap, asks for its status, waits for it", async () => {
      const { task, unfinished, done } = await worker.answer("/swap", SWAP);
      assert.match(task.id, /^[0-9a-f]{24}$/);
      assert.ok(Array.isArray(unfinished));
      assert.deepEqual([done.id, done.state, done.urls.length], [task.id, "succeeded", 1]);
    });

    test("waits for many tasks with few requests, and checks them", async () => {
      const starts = Array.from({ length: 5 }, (_, n) => ({ name: `Video ${n}`, image_url: SWAP.face_url }));
      const before = await account.counters();
      const { ends, checked } = await worker.answer("/many", starts);
      assert.deepEqual(ends.map(({ value }) => value.state), Array(5).fill("succeeded"));
      assert.deepEqual(checked.map(({ value }) => value.id), ends.map(({ value }) => value.id));
      const after = await account.counters();
      // The one that ends last may be asked for alone; the first look is at all.
      assert.ok(after.batchGetImageToVideos > (before.batchGetImageToVideos ?? 0), JSON.stringify(after));
    });

    test("waits for its own task although another request with the same client has left its own", async () => {
      const running = Array(4).fill({ current_status: "processing" });
      await account.script(...running);
      const { task: left } = await worker.answer("/start", SWAP);
      await account.script(...running, { current_status: "completed", result_url: "https://a.example/x" });
      const { task } = await worker.answer("/start", SWAP);
      await worker.answer("/early", left);
      const late = worker.answer("/late", task);
      await worker.answer("/early", left);
      await worker.answer("/early", task);
      assert.deepEqual((await late).urls, ["https://a.example/x"]);
      assert.deepEqual((await worker.answer("/late", task)).urls, ["https://a.example/x"]);
    });

    test("downloads a result", async () => {
      const { done } = await worker.answer("/swap", SWAP);
      assert.ok((await worker.answer("/download", done)).size > 1000);
    });

    test("uploads", async () => {
      const { url } = await worker.answer("/upload");
      assert.equal(await (await fetch(url)).text(), "a face");
    });

    test("answers twenty requests at once", async () => {
      const requests = Array.from({ length: 20 }, (_, n) => worker.answer("/swap", { ...SWAP, name: `Swap ${n}` }));
      const answers = await Promise.all(requests);
      assert.ok(answers.every(({ done }) => done.state === "succeeded"));
      assert.equal(new Set(answers.map(({ task }) => task.id)).size, 20);
      assert.deepEqual(answers.map(({ done }) => done.record.name), answers.map((_, n) => `Swap ${n}`));
    });

    test("gets the package's errors", async () => {
      const refused = await worker.failure("/refused");
      assert.deepEqual([refused.ours, refused.error.kind, refused.error.status], [true, "not_found", 404]);
      const aborted = await worker.failure("/aborted");
      assert.deepEqual([aborted.ours, aborted.error.name, aborted.error.kind], [true, "AbortError", "aborted"]);
    });

    test("does not follow a redirect", async () => {
      const before = (await account.log()).length;
      const location = `${account.baseUrl}/__emulator/health`;
      await account.fault("getRemainingCoins", { kind: "redirect", status: 302, location });
      const { error } = await worker.failure("/coins");
      assert.deepEqual([error.kind, error.status], ["server", 302]);
      assert.equal((await account.log()).length, before + 1);
    });

    test("leaves nothing to complain about", () => {
      assert.equal(worker.complaints, "");
    });
  });
}

/** The Worker, in a workerd of its own. */
class Worker {
  static async start(name, { date, flags, account }) {
    const { baseUrl, token } = account;
    const modules = [{ name: "worker.mjs", path: "worker.mjs" }, ...(await packageModules(app.directory))];
    const worker = new Worker();
    worker.process = await Workerd.start(app.directory, {
      binary: workerd.default ?? workerd,
      config: `${name.replace(/\W/g, "")}.capnp`,
      worker: { date, flags, modules, bindings: { BASE_URL: baseUrl, TOKEN: token } },
    });
    return worker;
  }

  get complaints() {
    return this.process.complaints;
  }

  async #ask(path, body) {
    const answer = await fetch(this.process.url + path, body && { method: "POST", body: JSON.stringify(body) });
    const text = await answer.text();
    assert.match(answer.headers.get("content-type") ?? "", /json/, text);
    return { status: answer.status, body: JSON.parse(text) };
  }

  async answer(path, params) {
    const { status, body } = await this.#ask(path, params);
    assert.equal(status, 200, body.message);
    return body;
  }

  async failure(path) {
    const { status, body } = await this.#ask(path);
    assert.equal(status, 500);
    return body;
  }

  stop() {
    return this.process.stop();
  }
}
