// Families that make videos, most of them by Wan: each with a right start and with wrong ones.

import type { A2E, FaceSwapTask, HappyHorseVideoTask, ImageToVideoTask, Page, Task } from "a2e-wasm";
import type { WanReferenceVideoTask, WanSpicyVideoTask, WanVideoTask } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const url = "https://example.com/file";

/** A task of a family that is none of these. */
type Other = Task<FaceSwapTask, "faceSwap">;

export async function imageToVideo({ imageToVideo }: A2E, other: Other): Promise<void> {
  const good = { image_url: url };
  const task = await imageToVideo.start(good);
  yes<Same<typeof task, Task<ImageToVideoTask, "imageToVideo">>>();
  yes<Same<Awaited<ReturnType<typeof imageToVideo.wait>>, typeof task>>();
  await imageToVideo.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof imageToVideo.get>>, ImageToVideoTask>>();
  const page = await imageToVideo.list({ page: 2 });
  yes<Same<typeof page, Page<ImageToVideoTask>>>();
  // A word that is not published yet.
  await imageToVideo.start({ ...good, model_type: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await imageToVideo.start({ ...good, model_type: true });
  // @ts-expect-error no such field
  await imageToVideo.start({ ...good, promt: "a sea" });
  // @ts-expect-error `image_url` is missing
  await imageToVideo.start({});
  // @ts-expect-error `image_url` of another type
  await imageToVideo.start({ ...good, image_url: 1 });
  // @ts-expect-error no such option
  await imageToVideo.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await imageToVideo.wait(other);
  // @ts-expect-error its tasks keep their names
  imageToVideo.rename(task.id, "Bob");
}

export async function wanVideos({ wanVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await wanVideos.start(good);
  yes<Same<typeof task, Task<WanVideoTask, "wanVideos">>>();
  yes<Same<Awaited<ReturnType<typeof wanVideos.wait>>, typeof task>>();
  await wanVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof wanVideos.get>>, WanVideoTask>>();
  const page = await wanVideos.list({ page: 2 });
  yes<Same<typeof page, Page<WanVideoTask>>>();
  // A word that is not published yet.
  await wanVideos.start({ ...good, resolution: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await wanVideos.start({ ...good, resolution: true });
  // @ts-expect-error no such field
  await wanVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await wanVideos.start({});
  // @ts-expect-error `prompt` of another type
  await wanVideos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await wanVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await wanVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  wanVideos.rename(task.id, "Bob");
}

export async function wan30Videos({ wan30Videos }: A2E, other: Other): Promise<void> {
  const input = { prompt: "a sea", media: [{ type: "first_frame", url }] };
  const good = { model: "wan3.0-video", input, parameters: { duration: 5, audio: true } };
  const task = await wan30Videos.start(good);
  yes<Same<typeof task, Task<WanVideoTask, "wan30Videos">>>();
  // A word that is not published yet.
  await wan30Videos.start({ ...good, mode: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await wan30Videos.start({ ...good, mode: true });
  // @ts-expect-error no such field
  await wan30Videos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `parameters` is missing
  await wan30Videos.start({ model: "wan3.0-video", input });
  // @ts-expect-error `model` of another type
  await wan30Videos.start({ ...good, model: 1 });
  // @ts-expect-error no such option
  await wan30Videos.start(good, { retries: 1 });
  // @ts-expect-error the service cannot do that
  wan30Videos.get(task.id);
  // @ts-expect-error the service cannot do that
  wan30Videos.list();
  // @ts-expect-error the service cannot do that
  wan30Videos.batch([task.id]);
  // @ts-expect-error the service cannot do that
  wan30Videos.delete(task.id);
  // @ts-expect-error the service cannot do that
  wan30Videos.listAll();
  // @ts-expect-error the service cannot do that
  wan30Videos.wait(task);
  // @ts-expect-error the service cannot do that
  wan30Videos.watch(task);
  // @ts-expect-error the service cannot do that
  wan30Videos.run(good);
  // @ts-expect-error its tasks keep their names
  wan30Videos.rename(task.id, "Bob");
}

export async function wanReferenceVideos({ wanReferenceVideos }: A2E, other: Other): Promise<void> {
  const good = { reference_urls: [url], prompt: "a sea" };
  const task = await wanReferenceVideos.start(good);
  yes<Same<typeof task, Task<WanReferenceVideoTask, "wanReferenceVideos">>>();
  yes<Same<Awaited<ReturnType<typeof wanReferenceVideos.wait>>, typeof task>>();
  await wanReferenceVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof wanReferenceVideos.get>>, WanReferenceVideoTask>>();
  const page = await wanReferenceVideos.list({ page: 2 });
  yes<Same<typeof page, Page<WanReferenceVideoTask>>>();
  // A word that is not published yet.
  await wanReferenceVideos.start({ ...good, model: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await wanReferenceVideos.start({ ...good, model: true });
  // @ts-expect-error no such field
  await wanReferenceVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await wanReferenceVideos.start({ reference_urls: [url] });
  // @ts-expect-error `reference_urls` of another type
  await wanReferenceVideos.start({ ...good, reference_urls: 1 });
  // @ts-expect-error no such option
  await wanReferenceVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await wanReferenceVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  wanReferenceVideos.rename(task.id, "Bob");
}

export async function wanSpicyVideos({ wanSpicyVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea", image_url: url, resolution: "480p", duration: 5 };
  const task = await wanSpicyVideos.start(good);
  yes<Same<typeof task, Task<WanSpicyVideoTask, "wanSpicyVideos">>>();
  yes<Same<Awaited<ReturnType<typeof wanSpicyVideos.wait>>, typeof task>>();
  await wanSpicyVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof wanSpicyVideos.get>>, WanSpicyVideoTask>>();
  const page = await wanSpicyVideos.list({ page: 2 });
  yes<Same<typeof page, Page<WanSpicyVideoTask>>>();
  // A word that is not published yet.
  await wanSpicyVideos.start({ ...good, model: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await wanSpicyVideos.start({ ...good, model: true });
  // @ts-expect-error no such field
  await wanSpicyVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `duration` is missing
  await wanSpicyVideos.start({ prompt: "a sea", image_url: url, resolution: "480p" });
  // @ts-expect-error `prompt` of another type
  await wanSpicyVideos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await wanSpicyVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await wanSpicyVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  wanSpicyVideos.rename(task.id, "Bob");
}

export async function happyHorseVideos({ happyHorseVideos }: A2E, other: Other): Promise<void> {
  const good = { mode: "t2v" };
  const task = await happyHorseVideos.start(good);
  yes<Same<typeof task, Task<HappyHorseVideoTask, "happyHorseVideos">>>();
  yes<Same<Awaited<ReturnType<typeof happyHorseVideos.wait>>, typeof task>>();
  await happyHorseVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof happyHorseVideos.get>>, HappyHorseVideoTask>>();
  const page = await happyHorseVideos.list({ page: 2 });
  yes<Same<typeof page, Page<HappyHorseVideoTask>>>();
  // A word that is not published yet.
  await happyHorseVideos.start({ ...good, model_version: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await happyHorseVideos.start({ ...good, model_version: true });
  // @ts-expect-error no such field
  await happyHorseVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `mode` is missing
  await happyHorseVideos.start({});
  // @ts-expect-error `mode` of another type
  await happyHorseVideos.start({ ...good, mode: 1 });
  // @ts-expect-error no such option
  await happyHorseVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await happyHorseVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  happyHorseVideos.rename(task.id, "Bob");
}
