// What takes tasks of any family, and starts with a key.

import type { A2E, A2EError, FaceSwapTask, StoredTask, Task } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const show = (...values: unknown[]): void => console.log(...values);
const signal = new AbortController().signal;
const id = "0123456789abcdef01234567";

export async function any(a2e: A2E, task: Task<FaceSwapTask, "faceSwap">, text: string): Promise<void> {
  const done = await a2e.wait(task, { signal, onProgress: (view) => show(view.record.face_url) });
  yes<Same<typeof done, Task<FaceSwapTask, "faceSwap">>>();
  for await (const change of a2e.watch(task)) yes<Same<typeof change, Task<FaceSwapTask, "faceSwap">>>();
  const parsed = await a2e.wait(JSON.parse(text) as StoredTask, { poll: { timeoutMs: Infinity } });
  yes<Same<typeof parsed, Task>>();
  show(await a2e.wait(text), await a2e.wait({ family: "avatars", id }), parsed.urls[0]);
  // @ts-expect-error an id alone does not tell its family
  await a2e.wait({ id });
  // @ts-expect-error a list is for `waitAll`
  await a2e.wait([task]);
  await a2e.wait(task, { timeoutMs: undefined, poll: { hidden: "normal" } });
  // @ts-expect-error of a request, or of the whole wait?
  await a2e.wait(task, { timeoutMs: 5000 });
  // @ts-expect-error as above
  a2e.watch(task, { timeoutMs: 5000 });
  // @ts-expect-error as above
  await a2e.waitAll([task], { timeoutMs: 5000 });
  // @ts-expect-error one of three words
  await a2e.wait(task, { poll: { hidden: "never" } });
  // @ts-expect-error a watch has no callback
  a2e.watch(task, { onProgress: show });
}

export async function many(a2e: A2E, tasks: StoredTask[]): Promise<void> {
  const ends: PromiseSettledResult<Task>[] = await a2e.waitAll(tasks, { signal });
  const views = await a2e.check(tasks, { timeoutMs: 5000 });
  yes<Same<typeof views, PromiseSettledResult<Task>[]>>();
  for (const one of [...ends, ...views]) {
    if (one.status === "fulfilled") show(one.value.family, one.value.progress);
    else show((one.reason as A2EError).taskId);
  }
  yes<Same<ReturnType<typeof a2e.notify>, boolean>>();
  a2e.notify({ family: "faceSwap", id });
  // @ts-expect-error one round has no pace
  await a2e.check(tasks, { poll: { minIntervalMs: 5 } });
  // @ts-expect-error tasks come as an array
  await a2e.waitAll({ family: "faceSwap", id });
  // @ts-expect-error a task is needed
  a2e.notify();
}

export async function keys({ faceSwap, imageToVideo }: A2E): Promise<void> {
  const params = { name: "Ada", face_url: "https://example.com/a.jpg", video_url: "https://example.com/a.mp4" };
  const task = await faceSwap.start(params, { idempotencyKey: "order-1234", resend: true, sentAt: Date.now(), keyWindowMs: 1, signal });
  yes<Same<typeof task, Task<FaceSwapTask, "faceSwap">>>();
  show(await imageToVideo.run({ image_url: "https://example.com/a.jpg" }, { idempotencyKey: id, onProgress: show }));
  // @ts-expect-error a key is a text
  await faceSwap.start(params, { idempotencyKey: 5 });
  // @ts-expect-error of the start, or of the whole run?
  await faceSwap.run(params, { timeoutMs: 5000 });
  // @ts-expect-error a wait starts nothing
  await faceSwap.wait(task, { idempotencyKey: "order-1234" });
}

export async function files(a2e: A2E, task: Task): Promise<void> {
  const blob: Blob = await a2e.download(task, { maxBytes: 1e8, allowHosts: ["a2e.ai"], signal });
  await a2e.download("https://example.com/a.mp4", { onProgress: ({ loaded, total }) => show(loaded / (total ?? 1)) });
  show(blob.size);
  // @ts-expect-error hosts come as an array
  await a2e.download(task, { allowHosts: "a2e.ai" });
  // @ts-expect-error it is a GET
  await a2e.download(task, { body: {} });
}
