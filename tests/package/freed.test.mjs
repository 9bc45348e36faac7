// A closed client is freed with all that it holds, by the host's own collector.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { App } from "./support.mjs";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const { createClient } = await (await App.install()).import();

const CLIENTS = 10;

/** Makes a client whose start with a key fails, and closes it. The stack of the error's cause holds the client. */
async function closed(registry) {
  const token = () => {
    throw new Error("no token");
  };
  const a2e = await createClient({ token });
  registry.register(a2e);
  await assert.rejects(
    a2e.faceSwap.start(
      { name: "a", face_url: "https://a.example/a.jpg", video_url: "https://a.example/a.mp4" },
      { idempotencyKey: "order_12345678" },
    ),
  );
  a2e.close();
}

test("a client is freed after a start with a key that failed", async () => {
  let freed = 0;
  const registry = new FinalizationRegistry(() => (freed += 1));
  for (let left = CLIENTS; left > 0; left -= 1) await closed(registry);
  for (let turns = 50; turns > 0 && freed < CLIENTS; turns -= 1) {
    collect();
    await setImmediate();
  }
  assert.equal(freed, CLIENTS);
});
