// Families that make videos: each with a right start and with wrong ones.

import type { A2E, FaceSwapTask, GrokVideoTask, HailuoVideoTask, KlingOmniVideoTask } from "a2e-wasm";
import type { KlingVideoTask, MiniMaxH3VideoTask, Page, Seedance2VideoTask } from "a2e-wasm";
import type { SeedanceVideoTask, SoraVideoTask, Task, VeoVideoTask } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const url = "https://example.com/file";

/** A task of a family that is none of these. */
type Other = Task<FaceSwapTask, "faceSwap">;

export async function veoVideos({ veoVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await veoVideos.start(good);
  yes<Same<typeof task, Task<VeoVideoTask, "veoVideos">>>();
  yes<Same<Awaited<ReturnType<typeof veoVideos.wait>>, typeof task>>();
  await veoVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof veoVideos.get>>, VeoVideoTask>>();
  const page = await veoVideos.list({ page: 2 });
  yes<Same<typeof page, Page<VeoVideoTask>>>();
  // A word that is not published yet.
  await veoVideos.start({ ...good, generationType: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await veoVideos.start({ ...good, generationType: true });
  // @ts-expect-error no such field
  await veoVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await veoVideos.start({});
  // @ts-expect-error `prompt` of another type
  await veoVideos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await veoVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await veoVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  veoVideos.rename(task.id, "Bob");
}

export async function klingVideos({ klingVideos }: A2E, other: Other): Promise<void> {
  const good = { mode: "text-to-video", prompt: "a sea" };
  const task = await klingVideos.start(good);
  yes<Same<typeof task, Task<KlingVideoTask, "klingVideos">>>();
  yes<Same<Awaited<ReturnType<typeof klingVideos.wait>>, typeof task>>();
  await klingVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof klingVideos.get>>, KlingVideoTask>>();
  const page = await klingVideos.list({ page: 2 });
  yes<Same<typeof page, Page<KlingVideoTask>>>();
  await klingVideos.rename(task.id, "Bob");
  // A word that is not published yet.
  await klingVideos.start({ ...good, version: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await klingVideos.start({ ...good, version: true });
  // @ts-expect-error no such field
  await klingVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await klingVideos.start({ mode: "text-to-video" });
  // @ts-expect-error `mode` of another type
  await klingVideos.start({ ...good, mode: 1 });
  // @ts-expect-error no such option
  await klingVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await klingVideos.wait(other);
}

export async function klingOmniVideos({ klingOmniVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await klingOmniVideos.start(good);
  yes<Same<typeof task, Task<KlingOmniVideoTask, "klingOmniVideos">>>();
  yes<Same<Awaited<ReturnType<typeof klingOmniVideos.wait>>, typeof task>>();
  await klingOmniVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof klingOmniVideos.get>>, KlingOmniVideoTask>>();
  const page = await klingOmniVideos.list({ page: 2 });
  yes<Same<typeof page, Page<KlingOmniVideoTask>>>();
  await klingOmniVideos.rename(task.id, "Bob");
  // A word that is not published yet.
  await klingOmniVideos.start({ ...good, mode: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await klingOmniVideos.start({ ...good, mode: true });
  // @ts-expect-error no such field
  await klingOmniVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error null is not undefined
  await klingOmniVideos.start({ ...good, name: null });
  // @ts-expect-error no such option
  await klingOmniVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await klingOmniVideos.wait(other);
}

export async function grokVideos({ grokVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await grokVideos.start(good);
  yes<Same<typeof task, Task<GrokVideoTask, "grokVideos">>>();
  yes<Same<Awaited<ReturnType<typeof grokVideos.wait>>, typeof task>>();
  await grokVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof grokVideos.get>>, GrokVideoTask>>();
  const page = await grokVideos.list({ page: 2 });
  yes<Same<typeof page, Page<GrokVideoTask>>>();
  // A word that is not published yet.
  await grokVideos.start({ ...good, model_type: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await grokVideos.start({ ...good, model_type: true });
  // @ts-expect-error no such field
  await grokVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error null is not undefined
  await grokVideos.start({ ...good, name: null });
  // @ts-expect-error no such option
  await grokVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await grokVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  grokVideos.rename(task.id, "Bob");
}

export async function hailuoVideos({ hailuoVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea", image_url: url };
  const task = await hailuoVideos.start(good);
  yes<Same<typeof task, Task<HailuoVideoTask, "hailuoVideos">>>();
  yes<Same<Awaited<ReturnType<typeof hailuoVideos.wait>>, typeof task>>();
  await hailuoVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof hailuoVideos.get>>, HailuoVideoTask>>();
  const page = await hailuoVideos.list({ page: 2 });
  yes<Same<typeof page, Page<HailuoVideoTask>>>();
  // A word that is not published yet.
  await hailuoVideos.start({ ...good, resolution: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await hailuoVideos.start({ ...good, resolution: true });
  // @ts-expect-error no such field
  await hailuoVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await hailuoVideos.start({ image_url: url });
  // @ts-expect-error `prompt` of another type
  await hailuoVideos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await hailuoVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await hailuoVideos.wait(other);
  // @ts-expect-error the service cannot do that
  hailuoVideos.batch([task.id]);
  // @ts-expect-error its tasks keep their names
  hailuoVideos.rename(task.id, "Bob");
}

export async function miniMaxH3Videos({ miniMaxH3Videos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await miniMaxH3Videos.start(good);
  yes<Same<typeof task, Task<MiniMaxH3VideoTask, "miniMaxH3Videos">>>();
  yes<Same<Awaited<ReturnType<typeof miniMaxH3Videos.wait>>, typeof task>>();
  await miniMaxH3Videos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof miniMaxH3Videos.get>>, MiniMaxH3VideoTask>>();
  const page = await miniMaxH3Videos.list({ page: 2 });
  yes<Same<typeof page, Page<MiniMaxH3VideoTask>>>();
  // A word that is not published yet.
  await miniMaxH3Videos.start({ ...good, mode: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await miniMaxH3Videos.start({ ...good, mode: true });
  // @ts-expect-error no such field
  await miniMaxH3Videos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await miniMaxH3Videos.start({});
  // @ts-expect-error `prompt` of another type
  await miniMaxH3Videos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await miniMaxH3Videos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await miniMaxH3Videos.wait(other);
  // @ts-expect-error its tasks keep their names
  miniMaxH3Videos.rename(task.id, "Bob");
}

export async function soraVideos({ soraVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await soraVideos.start(good);
  yes<Same<typeof task, Task<SoraVideoTask, "soraVideos">>>();
  yes<Same<Awaited<ReturnType<typeof soraVideos.wait>>, typeof task>>();
  await soraVideos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof soraVideos.get>>, SoraVideoTask>>();
  const page = await soraVideos.list({ page: 2 });
  yes<Same<typeof page, Page<SoraVideoTask>>>();
  // A word that is not published yet.
  await soraVideos.start({ ...good, model_type: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await soraVideos.start({ ...good, model_type: true });
  // @ts-expect-error no such field
  await soraVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await soraVideos.start({});
  // @ts-expect-error `prompt` of another type
  await soraVideos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await soraVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await soraVideos.wait(other);
  // @ts-expect-error its tasks keep their names
  soraVideos.rename(task.id, "Bob");
}

export async function seedanceVideos({ seedanceVideos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await seedanceVideos.start(good);
  yes<Same<typeof task, Task<SeedanceVideoTask, "seedanceVideos">>>();
  yes<Same<Awaited<ReturnType<typeof seedanceVideos.wait>>, typeof task>>();
  await seedanceVideos.run(good, { poll: { timeoutMs: 1000 } });
  const page = await seedanceVideos.list({ page: 2 });
  yes<Same<typeof page, Page<SeedanceVideoTask>>>();
  // A word that is not published yet.
  await seedanceVideos.start({ ...good, mode: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await seedanceVideos.start({ ...good, mode: true });
  // @ts-expect-error no such field
  await seedanceVideos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await seedanceVideos.start({});
  // @ts-expect-error `prompt` of another type
  await seedanceVideos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await seedanceVideos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await seedanceVideos.wait(other);
  // @ts-expect-error the service cannot do that
  seedanceVideos.get(task.id);
  // @ts-expect-error the service cannot do that
  seedanceVideos.batch([task.id]);
  // @ts-expect-error the service cannot do that
  seedanceVideos.delete(task.id);
  // @ts-expect-error its tasks keep their names
  seedanceVideos.rename(task.id, "Bob");
}

export async function seedance2Videos({ seedance2Videos }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await seedance2Videos.start(good);
  yes<Same<typeof task, Task<Seedance2VideoTask, "seedance2Videos">>>();
  yes<Same<Awaited<ReturnType<typeof seedance2Videos.wait>>, typeof task>>();
  await seedance2Videos.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof seedance2Videos.get>>, Seedance2VideoTask>>();
  const page = await seedance2Videos.list({ page: 2 });
  yes<Same<typeof page, Page<Seedance2VideoTask>>>();
  await seedance2Videos.rename(task.id, "Bob");
  // A word that is not published yet.
  await seedance2Videos.start({ ...good, mode: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await seedance2Videos.start({ ...good, mode: true });
  // @ts-expect-error no such field
  await seedance2Videos.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await seedance2Videos.start({});
  // @ts-expect-error `prompt` of another type
  await seedance2Videos.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await seedance2Videos.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await seedance2Videos.wait(other);
}
