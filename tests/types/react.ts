// The hooks, as components use them. They bring no types of React's, so none are needed here.

import type { A2E, A2EError, FaceSwapTask, StartFaceSwap, Task, WanVideoTask } from "a2e-wasm";
import { useRun, useTask } from "a2e-wasm/react";
import type { FamilyName, Following, Running, TaskAddress, ViewOf } from "a2e-wasm/react";
import { type Same, yes } from "./same.js";

type Swap = Task<FaceSwapTask, "faceSwap">;
type Preview = Task<FaceSwapTask, "faceSwap.previews">;

const id = "0123456789abcdef01234567";
const params = { name: "Ada", face_url: "https://example.com/face.jpg", video_url: "https://example.com/video.mp4" };
const show = (...values: unknown[]): void => console.log(...values);

/** A task is followed by its view, by what was stored, or by family and id. */
export function follows(a2e: A2E, task: Swap | undefined, stored: Task, some: Swap | Preview): void {
  const { view, error, loading } = useTask(a2e, task);
  yes<Same<typeof view, Swap | undefined>>();
  yes<Same<typeof error, A2EError | undefined>>();
  yes<Same<typeof loading, boolean>>();
  show(view?.urls[0], view?.record.result_url, view?.failure?.message, error?.kind);

  yes<Same<ReturnType<typeof useTask<Task>>["view"], Task | undefined>>();
  show(useTask(a2e, stored).view?.record);
  yes<Same<ViewOf<typeof some>, Swap | Preview>>();
  show(useTask(a2e, some));

  const address: TaskAddress = { family: "imageToVideo", id };
  show(useTask(a2e, address), useTask(a2e, null), useTask(a2e, undefined));
  const swap = useTask(a2e, { family: "faceSwap", id });
  yes<Same<typeof swap, Following<Swap>>>();
  const widened = { family: "faceSwap", id };
  yes<Same<ReturnType<typeof follow>, Following>>();
  const follow = () => useTask(a2e, widened);
  const preview = useTask(a2e, show.length ? { family: "faceSwap.previews", id } : null);
  yes<Same<typeof preview.view, Preview | undefined>>();
  yes<Same<ViewOf<{ family: "wanSpicyVideos"; id: string }>["family"], "wanSpicyVideos">>();

  const { signal } = new AbortController();
  const options = { poll: { minIntervalMs: 500, timeoutMs: 1000 }, maxRetries: 1, headers: { "x-team": "video" }, signal };
  show(useTask(null, task, options), useTask(undefined, task, undefined));
}

/** What `run` takes and gives is the family's own. */
export async function runs(a2e: A2E | undefined): Promise<void> {
  const swap = useRun(a2e?.faceSwap);
  yes<Same<typeof swap, Running<StartFaceSwap, FaceSwapTask, "faceSwap">>>();
  yes<Same<typeof swap.view, Swap | undefined>>();
  const { run, cancel, error, loading } = swap;
  const done = await run(params, { onProgress: (now) => show(now.record.result_url), poll: { timeoutMs: Infinity } });
  yes<Same<typeof done, Swap>>();
  show(cancel(), error?.taskId, loading, await run(params), run(params, { signal: AbortSignal.timeout(1000) }));

  const preview = useRun(a2e?.faceSwap.previews);
  yes<Same<typeof preview.view, Preview | undefined>>();
  yes<Same<NonNullable<ReturnType<typeof useRun<1, 2, "3">>["view"]>, Task<2, "3">>>();
  show(useRun(a2e?.wanVideos).view?.record satisfies WanVideoTask | undefined, useRun(null), useRun(undefined));
}

/** Every family that can be followed has its name; what groups families has none. */
export function names(): FamilyName[] {
  yes<Same<Extract<FamilyName, `faceSwap${string}`>, "faceSwap" | "faceSwap.previews">>();
  yes<Same<Extract<FamilyName, "wan30Videos" | "account" | "call" | "speech.previews">, never>>();
  return ["avatars", "voices", "seedanceVideos"];
}

export function wrongTasks(a2e: A2E, task: Swap): void {
  // @ts-expect-error an id alone does not say of which family
  useTask(a2e, id);
  // @ts-expect-error nor does a record
  useTask(a2e, task.record);
  // @ts-expect-error no such family
  useTask(a2e, { family: "faceSwaps", id });
  // @ts-expect-error the service has no way to look at these
  useTask(a2e, { family: "wan30Videos", id });
  // @ts-expect-error a family without an id
  useTask(a2e, { family: "faceSwap" });
  // @ts-expect-error a list of tasks: a hook for each, in a component of its own
  useTask(a2e, [task]);
  // @ts-expect-error the client comes first
  useTask(task);
  // @ts-expect-error a promise of a client is none
  useTask(Promise.resolve(a2e), task);
  // @ts-expect-error what there is to tell is in `view`
  useTask(a2e, task, { onProgress: show });
  // @ts-expect-error a view has no fields of the record
  useTask(a2e, task).view?.result_url;
  // @ts-expect-error before the first look there may be none
  useTask(a2e, { family: "faceSwap", id }).view.urls;
}

export function wrongRuns(a2e: A2E): void {
  // @ts-expect-error a family, not the client
  useRun(a2e);
  // @ts-expect-error a resource that starts nothing
  useRun(a2e.account);
  // @ts-expect-error the service has no way to look at these
  useRun(a2e.wan30Videos);
  const { run, cancel } = useRun(a2e.faceSwap);
  // @ts-expect-error `face_url` is missing
  run({ name: "Ada", video_url: params.video_url });
  // @ts-expect-error no such parameter
  run({ ...params, faceUrl: params.face_url });
  // @ts-expect-error nothing to start with
  run();
  // @ts-expect-error it ends every wait of the hook
  cancel(id);
}
