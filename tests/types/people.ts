// Avatars, voices and faces: each with a right start and with wrong ones.

import type { A2E, AvatarVideoTask, CustomAvatarTask, FaceSwapTask, Page, Task, UpscaleTask } from "a2e-wasm";
import type { VoiceCloneTask } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const url = "https://example.com/file";
const id = "0123456789abcdef01234567";

/** A task of a family that is none of these. */
type Other = Task<UpscaleTask, "upscale">;

export async function avatarVideos({ avatarVideos }: A2E, other: Other): Promise<void> {
  const good = { anchor_id: id, anchor_type: 0, audioSrc: url };
  const task = await avatarVideos.start(good);
  yes<Same<typeof task, Task<AvatarVideoTask, "avatarVideos">>>();
  yes<Same<Awaited<ReturnType<typeof avatarVideos.wait>>, typeof task>>();
  await avatarVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof avatarVideos.get>>, AvatarVideoTask>>();
  const page = await avatarVideos.list({ page: 2 });
  yes<Same<typeof page, Page<AvatarVideoTask>>>();
  // A word that is not published yet.
  await avatarVideos.start({ ...good, anchor_type: 99 });
  // @ts-expect-error a word of the wrong type
  await avatarVideos.start({ ...good, anchor_type: true });
  // @ts-expect-error no such field
  await avatarVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `anchor_type` is missing
  await avatarVideos.start({ anchor_id: id, audioSrc: url });
  // @ts-expect-error `anchor_id` of another type
  await avatarVideos.start({ ...good, anchor_id: 1 });
  // @ts-expect-error no such option
  await avatarVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await avatarVideos.wait(other);
  // @ts-expect-error the service cannot do that
  avatarVideos.batch([task.id]);
  // @ts-expect-error its tasks keep their names
  avatarVideos.rename(task.id, "Bob");
}

export async function avatars({ avatars }: A2E, other: Other): Promise<void> {
  const good = { video_url: url };
  const task = await avatars.start(good);
  yes<Same<typeof task, Task<CustomAvatarTask, "avatars">>>();
  yes<Same<Awaited<ReturnType<typeof avatars.wait>>, typeof task>>();
  await avatars.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof avatars.get>>, CustomAvatarTask>>();
  const page = await avatars.list({ status: "completed" });
  yes<Same<typeof page, Page<CustomAvatarTask>>>();
  // A word that is not published yet.
  await avatars.start({ ...good, gender: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await avatars.start({ ...good, gender: true });
  // @ts-expect-error no such field
  await avatars.start({ ...good, promt: "a sea" });
  // @ts-expect-error null is not undefined
  await avatars.start({ ...good, name: null });
  // @ts-expect-error no such option
  await avatars.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await avatars.wait(other);
  // @ts-expect-error a state is a word
  await avatars.list({ status: 1 });
  // @ts-expect-error its tasks keep their names
  avatars.rename(task.id, "Bob");
}

export async function voices({ voices }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", voice_urls: [url] };
  const task = await voices.start(good);
  yes<Same<typeof task, Task<VoiceCloneTask, "voices">>>();
  yes<Same<Awaited<ReturnType<typeof voices.wait>>, typeof task>>();
  await voices.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof voices.get>>, VoiceCloneTask>>();
  const page = await voices.list({ page: 2 });
  yes<Same<typeof page, Page<VoiceCloneTask>>>();
  await voices.rename(task.id, "Bob");
  // A word that is not published yet.
  await voices.start({ ...good, gender: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await voices.start({ ...good, gender: true });
  // @ts-expect-error no such field
  await voices.start({ ...good, promt: "a sea" });
  // @ts-expect-error `voice_urls` is missing
  await voices.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await voices.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await voices.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await voices.wait(other);
  // @ts-expect-error the service cannot do that
  voices.batch([task.id]);
}

export async function faceSwap({ faceSwap }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", face_url: url, video_url: url };
  const task = await faceSwap.start(good);
  yes<Same<typeof task, Task<FaceSwapTask, "faceSwap">>>();
  yes<Same<Awaited<ReturnType<typeof faceSwap.wait>>, typeof task>>();
  await faceSwap.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof faceSwap.get>>, FaceSwapTask>>();
  const page = await faceSwap.list({ page: 2 });
  yes<Same<typeof page, Page<FaceSwapTask>>>();
  // A word that is not published yet.
  await faceSwap.start({ ...good, model_version: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await faceSwap.start({ ...good, model_version: true });
  // @ts-expect-error no such field
  await faceSwap.start({ ...good, promt: "a sea" });
  // @ts-expect-error `video_url` is missing
  await faceSwap.start({ name: "Ada", face_url: url });
  // @ts-expect-error `name` of another type
  await faceSwap.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await faceSwap.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await faceSwap.wait(other);
  // @ts-expect-error its tasks keep their names
  faceSwap.rename(task.id, "Bob");
}

export async function previews({ faceSwap: { previews } }: A2E, other: Other): Promise<void> {
  const good = { video_url: url, face_url: url };
  const task = await previews.start(good);
  yes<Same<typeof task, Task<FaceSwapTask, "faceSwap.previews">>>();
  yes<Same<Awaited<ReturnType<typeof previews.wait>>, typeof task>>();
  await previews.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof previews.get>>, FaceSwapTask>>();
  // @ts-expect-error no such field
  await previews.start({ ...good, promt: "a sea" });
  // @ts-expect-error `face_url` is missing
  await previews.start({ video_url: url });
  // @ts-expect-error `video_url` of another type
  await previews.start({ ...good, video_url: 1 });
  // @ts-expect-error no such option
  await previews.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await previews.wait(other);
  // @ts-expect-error the service cannot do that
  previews.list();
  // @ts-expect-error the service cannot do that
  previews.batch([task.id]);
  // @ts-expect-error the service cannot do that
  previews.delete(task.id);
  // @ts-expect-error the service cannot do that
  previews.listAll();
  // @ts-expect-error its tasks keep their names
  previews.rename(task.id, "Bob");
}
