// Families that change a video or a recording: each with a right start and with wrong ones.

import type { A2E, ActorSwapTask, CaptionRemovalTask, DubbingTask, FaceSwapTask } from "a2e-wasm";
import type { HeadSwapTask, MotionTransferTask, Page, TalkingPhotoTask, TalkingVideoTask } from "a2e-wasm";
import type { Task, ThinkSoundTask, UpscaleTask } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const url = "https://example.com/file";

/** A task of a family that is none of these. */
type Other = Task<FaceSwapTask, "faceSwap">;

export async function motionTransfer({ motionTransfer }: A2E, other: Other): Promise<void> {
  const good = { image_url: url, video_url: url };
  const task = await motionTransfer.start(good);
  yes<Same<typeof task, Task<MotionTransferTask, "motionTransfer">>>();
  yes<Same<Awaited<ReturnType<typeof motionTransfer.wait>>, typeof task>>();
  await motionTransfer.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof motionTransfer.get>>, MotionTransferTask>>();
  const page = await motionTransfer.list({ page: 2 });
  yes<Same<typeof page, Page<MotionTransferTask>>>();
  // @ts-expect-error no such field
  await motionTransfer.start({ ...good, promt: "a sea" });
  // @ts-expect-error `video_url` is missing
  await motionTransfer.start({ image_url: url });
  // @ts-expect-error `image_url` of another type
  await motionTransfer.start({ ...good, image_url: 1 });
  // @ts-expect-error no such option
  await motionTransfer.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await motionTransfer.wait(other);
  // @ts-expect-error its tasks keep their names
  motionTransfer.rename(task.id, "Bob");
}

export async function actorSwap({ actorSwap }: A2E, other: Other): Promise<void> {
  const good = { image_url: url, video_url: url };
  const task = await actorSwap.start(good);
  yes<Same<typeof task, Task<ActorSwapTask, "actorSwap">>>();
  yes<Same<Awaited<ReturnType<typeof actorSwap.wait>>, typeof task>>();
  await actorSwap.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof actorSwap.get>>, ActorSwapTask>>();
  const page = await actorSwap.list({ page: 2 });
  yes<Same<typeof page, Page<ActorSwapTask>>>();
  // @ts-expect-error no such field
  await actorSwap.start({ ...good, promt: "a sea" });
  // @ts-expect-error `video_url` is missing
  await actorSwap.start({ image_url: url });
  // @ts-expect-error `image_url` of another type
  await actorSwap.start({ ...good, image_url: 1 });
  // @ts-expect-error no such option
  await actorSwap.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await actorSwap.wait(other);
  // @ts-expect-error its tasks keep their names
  actorSwap.rename(task.id, "Bob");
}

export async function thinkSounds({ thinkSounds }: A2E, other: Other): Promise<void> {
  const good = { video_url: url };
  const task = await thinkSounds.start(good);
  yes<Same<typeof task, Task<ThinkSoundTask, "thinkSounds">>>();
  yes<Same<Awaited<ReturnType<typeof thinkSounds.wait>>, typeof task>>();
  await thinkSounds.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof thinkSounds.get>>, ThinkSoundTask>>();
  const page = await thinkSounds.list({ page: 2 });
  yes<Same<typeof page, Page<ThinkSoundTask>>>();
  // @ts-expect-error no such field
  await thinkSounds.start({ ...good, promt: "a sea" });
  // @ts-expect-error `video_url` is missing
  await thinkSounds.start({});
  // @ts-expect-error `video_url` of another type
  await thinkSounds.start({ ...good, video_url: 1 });
  // @ts-expect-error no such option
  await thinkSounds.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await thinkSounds.wait(other);
  // @ts-expect-error its tasks keep their names
  thinkSounds.rename(task.id, "Bob");
}

export async function captionRemoval({ captionRemoval }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", source_url: url };
  const task = await captionRemoval.start(good);
  yes<Same<typeof task, Task<CaptionRemovalTask, "captionRemoval">>>();
  yes<Same<Awaited<ReturnType<typeof captionRemoval.wait>>, typeof task>>();
  await captionRemoval.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof captionRemoval.get>>, CaptionRemovalTask>>();
  const page = await captionRemoval.list({ page: 2 });
  yes<Same<typeof page, Page<CaptionRemovalTask>>>();
  // @ts-expect-error no such field
  await captionRemoval.start({ ...good, promt: "a sea" });
  // @ts-expect-error `source_url` is missing
  await captionRemoval.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await captionRemoval.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await captionRemoval.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await captionRemoval.wait(other);
  // @ts-expect-error its tasks keep their names
  captionRemoval.rename(task.id, "Bob");
}

export async function dubbing({ dubbing }: A2E, other: Other): Promise<void> {
  const good = { source_url: url, target_lang: "de" };
  const task = await dubbing.start(good);
  yes<Same<typeof task, Task<DubbingTask, "dubbing">>>();
  yes<Same<Awaited<ReturnType<typeof dubbing.wait>>, typeof task>>();
  await dubbing.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof dubbing.get>>, DubbingTask>>();
  const page = await dubbing.list({ page: 2 });
  yes<Same<typeof page, Page<DubbingTask>>>();
  // @ts-expect-error no such field
  await dubbing.start({ ...good, promt: "a sea" });
  // @ts-expect-error `target_lang` is missing
  await dubbing.start({ source_url: url });
  // @ts-expect-error `source_url` of another type
  await dubbing.start({ ...good, source_url: 1 });
  // @ts-expect-error no such option
  await dubbing.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await dubbing.wait(other);
  // @ts-expect-error the service cannot do that
  dubbing.batch([task.id]);
  // @ts-expect-error its tasks keep their names
  dubbing.rename(task.id, "Bob");
}

export async function upscale({ upscale }: A2E, other: Other): Promise<void> {
  const good = { source_url: url };
  const task = await upscale.start(good);
  yes<Same<typeof task, Task<UpscaleTask, "upscale">>>();
  yes<Same<Awaited<ReturnType<typeof upscale.wait>>, typeof task>>();
  await upscale.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof upscale.get>>, UpscaleTask>>();
  const page = await upscale.list({ page: 2 });
  yes<Same<typeof page, Page<UpscaleTask>>>();
  // @ts-expect-error no such field
  await upscale.start({ ...good, promt: "a sea" });
  // @ts-expect-error `source_url` is missing
  await upscale.start({});
  // @ts-expect-error `source_url` of another type
  await upscale.start({ ...good, source_url: 1 });
  // @ts-expect-error no such option
  await upscale.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await upscale.wait(other);
  // @ts-expect-error its tasks keep their names
  upscale.rename(task.id, "Bob");
}

export async function talkingPhotos({ talkingPhotos }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", image_url: url, prompt: "a sea", negative_prompt: "blur" };
  const task = await talkingPhotos.start(good);
  yes<Same<typeof task, Task<TalkingPhotoTask, "talkingPhotos">>>();
  yes<Same<Awaited<ReturnType<typeof talkingPhotos.wait>>, typeof task>>();
  await talkingPhotos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof talkingPhotos.get>>, TalkingPhotoTask>>();
  const page = await talkingPhotos.list({ page: 2 });
  yes<Same<typeof page, Page<TalkingPhotoTask>>>();
  // @ts-expect-error no such field
  await talkingPhotos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `negative_prompt` is missing
  await talkingPhotos.start({ name: "Ada", image_url: url, prompt: "a sea" });
  // @ts-expect-error `name` of another type
  await talkingPhotos.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await talkingPhotos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await talkingPhotos.wait(other);
  // @ts-expect-error its tasks keep their names
  talkingPhotos.rename(task.id, "Bob");
}

export async function talkingVideos({ talkingVideos }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", video_url: url, prompt: "a sea", negative_prompt: "blur" };
  const task = await talkingVideos.start(good);
  yes<Same<typeof task, Task<TalkingVideoTask, "talkingVideos">>>();
  yes<Same<Awaited<ReturnType<typeof talkingVideos.wait>>, typeof task>>();
  await talkingVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof talkingVideos.get>>, TalkingVideoTask>>();
  const page = await talkingVideos.list({ page: 2 });
  yes<Same<typeof page, Page<TalkingVideoTask>>>();
  // @ts-expect-error no such field
  await talkingVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `negative_prompt` is missing
  await talkingVideos.start({ name: "Ada", video_url: url, prompt: "a sea" });
  // @ts-expect-error `name` of another type
  await talkingVideos.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await talkingVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await talkingVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  talkingVideos.rename(task.id, "Bob");
}

export async function headSwap({ headSwap }: A2E, other: Other): Promise<void> {
  const good = { image_url: url, target_image_url: url };
  const task = await headSwap.start(good);
  yes<Same<typeof task, Task<HeadSwapTask, "headSwap">>>();
  yes<Same<Awaited<ReturnType<typeof headSwap.wait>>, typeof task>>();
  await headSwap.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof headSwap.get>>, HeadSwapTask>>();
  const page = await headSwap.list({ page: 2 });
  yes<Same<typeof page, Page<HeadSwapTask>>>();
  // @ts-expect-error no such field
  await headSwap.start({ ...good, promt: "a sea" });
  // @ts-expect-error `target_image_url` is missing
  await headSwap.start({ image_url: url });
  // @ts-expect-error `image_url` of another type
  await headSwap.start({ ...good, image_url: 1 });
  // @ts-expect-error no such option
  await headSwap.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await headSwap.wait(other);
  // @ts-expect-error its tasks keep their names
  headSwap.rename(task.id, "Bob");
}
