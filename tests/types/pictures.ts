// Families that make pictures: each with a right start and with wrong ones.

import type { A2E, FaceSwapTask, Flux2ImageTask, GptImageTask, ImageEditTask } from "a2e-wasm";
import type { KlingImageTask, NanoBananaTask, Page, PhotobookTask, ProductAvatarTask } from "a2e-wasm";
import type { QwenImageTask, Task, TextToImageTask, VirtualTryOnTask, Wan26ImageTask } from "a2e-wasm";
import type { Wan27ImageTask } from "a2e-wasm";
import { type Same, yes } from "./same.js";

const url = "https://example.com/file";

/** A task of a family that is none of these. */
type Other = Task<FaceSwapTask, "faceSwap">;

export async function textToImage({ textToImage }: A2E, other: Other): Promise<void> {
  const good = { prompt: "a sea" };
  const task = await textToImage.start(good);
  yes<Same<typeof task, Task<TextToImageTask, "textToImage">>>();
  yes<Same<Awaited<ReturnType<typeof textToImage.wait>>, typeof task>>();
  await textToImage.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof textToImage.get>>, TextToImageTask>>();
  const page = await textToImage.list({ page: 2 });
  yes<Same<typeof page, Page<TextToImageTask>>>();
  // A word that is not published yet.
  await textToImage.start({ ...good, model_type: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await textToImage.start({ ...good, model_type: true });
  // @ts-expect-error no such field
  await textToImage.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await textToImage.start({});
  // @ts-expect-error `prompt` of another type
  await textToImage.start({ ...good, prompt: 1 });
  // @ts-expect-error no such option
  await textToImage.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await textToImage.wait(other);
  // @ts-expect-error its tasks keep their names
  textToImage.rename(task.id, "Bob");
}

export async function nanoBananas({ nanoBananas }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await nanoBananas.start(good);
  yes<Same<typeof task, Task<NanoBananaTask, "nanoBananas">>>();
  yes<Same<Awaited<ReturnType<typeof nanoBananas.wait>>, typeof task>>();
  await nanoBananas.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof nanoBananas.get>>, NanoBananaTask>>();
  const page = await nanoBananas.list({ status: "completed" });
  yes<Same<typeof page, Page<NanoBananaTask>>>();
  // A word that is not published yet.
  await nanoBananas.start({ ...good, model: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await nanoBananas.start({ ...good, model: true });
  // @ts-expect-error no such field
  await nanoBananas.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await nanoBananas.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await nanoBananas.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await nanoBananas.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await nanoBananas.wait(other);
  // @ts-expect-error a state is a word
  await nanoBananas.list({ status: 1 });
  // @ts-expect-error its tasks keep their names
  nanoBananas.rename(task.id, "Bob");
}

export async function gptImages({ gptImages }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await gptImages.start(good);
  yes<Same<typeof task, Task<GptImageTask, "gptImages">>>();
  yes<Same<Awaited<ReturnType<typeof gptImages.wait>>, typeof task>>();
  await gptImages.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof gptImages.get>>, GptImageTask>>();
  const page = await gptImages.list({ page: 2 });
  yes<Same<typeof page, Page<GptImageTask>>>();
  // A word that is not published yet.
  await gptImages.start({ ...good, model: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await gptImages.start({ ...good, model: true });
  // @ts-expect-error no such field
  await gptImages.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await gptImages.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await gptImages.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await gptImages.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await gptImages.wait(other);
  // @ts-expect-error its tasks keep their names
  gptImages.rename(task.id, "Bob");
}

export async function wan26Images({ wan26Images }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await wan26Images.start(good);
  yes<Same<typeof task, Task<Wan26ImageTask, "wan26Images">>>();
  yes<Same<Awaited<ReturnType<typeof wan26Images.wait>>, typeof task>>();
  await wan26Images.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof wan26Images.get>>, Wan26ImageTask>>();
  const page = await wan26Images.list({ page: 2 });
  yes<Same<typeof page, Page<Wan26ImageTask>>>();
  // A word that is not published yet.
  await wan26Images.start({ ...good, aspect_ratio: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await wan26Images.start({ ...good, aspect_ratio: true });
  // @ts-expect-error no such field
  await wan26Images.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await wan26Images.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await wan26Images.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await wan26Images.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await wan26Images.wait(other);
  // @ts-expect-error its tasks keep their names
  wan26Images.rename(task.id, "Bob");
}

export async function wan27Images({ wan27Images }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await wan27Images.start(good);
  yes<Same<typeof task, Task<Wan27ImageTask, "wan27Images">>>();
  yes<Same<Awaited<ReturnType<typeof wan27Images.wait>>, typeof task>>();
  await wan27Images.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof wan27Images.get>>, Wan27ImageTask>>();
  const page = await wan27Images.list({ page: 2 });
  yes<Same<typeof page, Page<Wan27ImageTask>>>();
  // A word that is not published yet.
  await wan27Images.start({ ...good, model: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await wan27Images.start({ ...good, model: true });
  // @ts-expect-error no such field
  await wan27Images.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await wan27Images.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await wan27Images.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await wan27Images.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await wan27Images.wait(other);
  // @ts-expect-error its tasks keep their names
  wan27Images.rename(task.id, "Bob");
}

export async function qwenImages({ qwenImages }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await qwenImages.start(good);
  yes<Same<typeof task, Task<QwenImageTask, "qwenImages">>>();
  yes<Same<Awaited<ReturnType<typeof qwenImages.wait>>, typeof task>>();
  await qwenImages.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof qwenImages.get>>, QwenImageTask>>();
  const page = await qwenImages.list({ page: 2 });
  yes<Same<typeof page, Page<QwenImageTask>>>();
  // A word that is not published yet.
  await qwenImages.start({ ...good, model: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await qwenImages.start({ ...good, model: true });
  // @ts-expect-error no such field
  await qwenImages.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await qwenImages.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await qwenImages.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await qwenImages.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await qwenImages.wait(other);
  // @ts-expect-error its tasks keep their names
  qwenImages.rename(task.id, "Bob");
}

export async function flux2Images({ flux2Images }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await flux2Images.start(good);
  yes<Same<typeof task, Task<Flux2ImageTask, "flux2Images">>>();
  yes<Same<Awaited<ReturnType<typeof flux2Images.wait>>, typeof task>>();
  await flux2Images.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof flux2Images.get>>, Flux2ImageTask>>();
  const page = await flux2Images.list({ status: "completed" });
  yes<Same<typeof page, Page<Flux2ImageTask>>>();
  // A word that is not published yet.
  await flux2Images.start({ ...good, aspect_ratio: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await flux2Images.start({ ...good, aspect_ratio: true });
  // @ts-expect-error no such field
  await flux2Images.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await flux2Images.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await flux2Images.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await flux2Images.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await flux2Images.wait(other);
  // @ts-expect-error a state is a word
  await flux2Images.list({ status: 1 });
  // @ts-expect-error its tasks keep their names
  flux2Images.rename(task.id, "Bob");
}

export async function klingImages({ klingImages }: A2E, other: Other): Promise<void> {
  const good = { name: "Ada", prompt: "a sea" };
  const task = await klingImages.start(good);
  yes<Same<typeof task, Task<KlingImageTask, "klingImages">>>();
  yes<Same<Awaited<ReturnType<typeof klingImages.wait>>, typeof task>>();
  await klingImages.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof klingImages.get>>, KlingImageTask>>();
  const page = await klingImages.list({ page: 2 });
  yes<Same<typeof page, Page<KlingImageTask>>>();
  // A word that is not published yet.
  await klingImages.start({ ...good, aspect_ratio: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await klingImages.start({ ...good, aspect_ratio: true });
  // @ts-expect-error no such field
  await klingImages.start({ ...good, promt: "a sea" });
  // @ts-expect-error `prompt` is missing
  await klingImages.start({ name: "Ada" });
  // @ts-expect-error `name` of another type
  await klingImages.start({ ...good, name: 1 });
  // @ts-expect-error no such option
  await klingImages.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await klingImages.wait(other);
  // @ts-expect-error its tasks keep their names
  klingImages.rename(task.id, "Bob");
}

export async function photobooks({ photobooks }: A2E, other: Other): Promise<void> {
  const good = { face_image_url: url };
  const task = await photobooks.start(good);
  yes<Same<typeof task, Task<PhotobookTask, "photobooks">>>();
  yes<Same<Awaited<ReturnType<typeof photobooks.wait>>, typeof task>>();
  await photobooks.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof photobooks.get>>, PhotobookTask>>();
  const page = await photobooks.list({ page: 2 });
  yes<Same<typeof page, Page<PhotobookTask>>>();
  // A word that is not published yet.
  await photobooks.start({ ...good, total_count: 99 });
  // @ts-expect-error a word of the wrong type
  await photobooks.start({ ...good, total_count: true });
  // @ts-expect-error no such field
  await photobooks.start({ ...good, promt: "a sea" });
  // @ts-expect-error `face_image_url` is missing
  await photobooks.start({});
  // @ts-expect-error `face_image_url` of another type
  await photobooks.start({ ...good, face_image_url: 1 });
  // @ts-expect-error no such option
  await photobooks.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await photobooks.wait(other);
  // @ts-expect-error its tasks keep their names
  photobooks.rename(task.id, "Bob");
}

export async function imageEdit({ imageEdit }: A2E, other: Other): Promise<void> {
  const good = { edit_type: "clothing", image_urls: [url] };
  const task = await imageEdit.start(good);
  yes<Same<typeof task, Task<ImageEditTask, "imageEdit">>>();
  yes<Same<Awaited<ReturnType<typeof imageEdit.wait>>, typeof task>>();
  await imageEdit.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof imageEdit.get>>, ImageEditTask>>();
  const page = await imageEdit.list({ page: 2 });
  yes<Same<typeof page, Page<ImageEditTask>>>();
  // A word that is not published yet.
  await imageEdit.start({ ...good, edit_type: "a word of next year" });
  // @ts-expect-error a word of the wrong type
  await imageEdit.start({ ...good, edit_type: true });
  // @ts-expect-error no such field
  await imageEdit.start({ ...good, promt: "a sea" });
  // @ts-expect-error `image_urls` is missing
  await imageEdit.start({ edit_type: "clothing" });
  // @ts-expect-error `edit_type` of another type
  await imageEdit.start({ ...good, edit_type: 1 });
  // @ts-expect-error no such option
  await imageEdit.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await imageEdit.wait(other);
  // @ts-expect-error its tasks keep their names
  imageEdit.rename(task.id, "Bob");
}

export async function virtualTryOn({ virtualTryOn }: A2E, other: Other): Promise<void> {
  const good = { image_urls: [url] };
  const task = await virtualTryOn.start(good);
  yes<Same<typeof task, Task<VirtualTryOnTask, "virtualTryOn">>>();
  yes<Same<Awaited<ReturnType<typeof virtualTryOn.wait>>, typeof task>>();
  await virtualTryOn.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof virtualTryOn.get>>, VirtualTryOnTask>>();
  const page = await virtualTryOn.list({ page: 2 });
  yes<Same<typeof page, Page<VirtualTryOnTask>>>();
  // @ts-expect-error no such field
  await virtualTryOn.start({ ...good, promt: "a sea" });
  // @ts-expect-error `image_urls` is missing
  await virtualTryOn.start({});
  // @ts-expect-error `image_urls` of another type
  await virtualTryOn.start({ ...good, image_urls: 1 });
  // @ts-expect-error no such option
  await virtualTryOn.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await virtualTryOn.wait(other);
  // @ts-expect-error its tasks keep their names
  virtualTryOn.rename(task.id, "Bob");
}

export async function productAvatars({ productAvatars }: A2E, other: Other): Promise<void> {
  const good = { image_urls: [url], product_rect: { x: 1, y: 1, width: 9, height: 9, rotation: 0, scale: 1 } };
  const task = await productAvatars.start(good);
  yes<Same<typeof task, Task<ProductAvatarTask, "productAvatars">>>();
  yes<Same<Awaited<ReturnType<typeof productAvatars.wait>>, typeof task>>();
  await productAvatars.run(good, { poll: { timeoutMs: 1000 } });
  yes<Same<Awaited<ReturnType<typeof productAvatars.get>>, ProductAvatarTask>>();
  const page = await productAvatars.list({ page: 2 });
  yes<Same<typeof page, Page<ProductAvatarTask>>>();
  // @ts-expect-error no such field
  await productAvatars.start({ ...good, promt: "a sea" });
  // @ts-expect-error `product_rect` is missing
  await productAvatars.start({ image_urls: [url] });
  // @ts-expect-error `image_urls` of another type
  await productAvatars.start({ ...good, image_urls: 1 });
  // @ts-expect-error no such option
  await productAvatars.start(good, { retries: 1 });
  // @ts-expect-error a task of another family
  await productAvatars.wait(other);
  // @ts-expect-error its tasks keep their names
  productAvatars.rename(task.id, "Bob");
}
