// Every method as the documentation uses it. All of this must compile; nothing of it runs.

import { A2E, createClient } from "a2e-wasm";
import type { ClientOptions, FaceSwapImage, FaceSwapTask, Page } from "a2e-wasm";
import type { PresignedUpload, StartFaceSwap, Task, UploadedFile } from "a2e-wasm";
import { type Same, yes } from "./same.js";

/** A task knows its family, so that no other family is asked for it. */
type Swap = Task<FaceSwapTask, "faceSwap">;

const face_url = "https://example.com/face.jpg";
const video_url = "https://example.com/video.mp4";
const good = { name: "Ada", face_url, video_url };
const signal = new AbortController().signal;
const show = (...values: unknown[]): void => console.log(...values);

/** All clients that the documentation makes. */
export async function clients(fetched: typeof globalThis.fetch): Promise<A2E[]> {
  const every: Required<ClientOptions> = {
    token: async () => "sk_…",
    baseUrl: "/api/a2e",
    fetch: fetched,
    timeoutMs: Infinity,
    maxRetries: 0,
    credentials: "include",
    lang: "en-US",
    headers: { "x-team": "video" },
    dangerouslyAllowBrowser: true,
    logger: console,
    onRequest: ({ id, method, path, attempt }) => show(id.toFixed(), method.toLowerCase(), path, attempt),
    onResponse: ({ status, durationMs, path }) => show(status.toFixed(), durationMs.toFixed(), path),
    onRetry: ({ delayMs, kind }) => show(delayMs.toFixed(), kind === "rate_limit"),
    poll: { minIntervalMs: 1000, maxIntervalMs: 5000, timeoutMs: Infinity, hidden: "pause" },
    keyWindowMs: 3_600_000,
  };
  return [
    await createClient({ token: "sk_…" }),
    await createClient({ token: () => "sk_…" }),
    await createClient({ baseUrl: "/api/a2e" }),
    await createClient(every),
    new A2E({ token: "sk_…" }),
  ];
}

/** The ten lines of the README, and what stands in their place. */
export async function faceSwap(a2e: A2E, file: File): Promise<void> {
  const face = await a2e.storage.upload(file);
  const task = await a2e.faceSwap.start({ name: "Ada", face_url: face.url, video_url });
  yes<Same<typeof task, Swap>>();
  const done = await a2e.faceSwap.wait(task, { signal, onProgress: show, poll: { minIntervalMs: 500 } });
  yes<Same<typeof done, Swap>>();
  show(done.urls[0]?.startsWith("https:"), done.record.result_url, done.siblings?.[0]?.record._id);

  await a2e.faceSwap.run(
    { ...good, cover_url: face_url, model_version: "v2", webhook_url: "https://example.com", webhook_token: "t" },
    { maxRetries: 1, onProgress: (now) => show(now.state === "running" ? now.progress?.toFixed() : now.status) },
  );
  for await (const change of a2e.faceSwap.watch(task, { signal })) {
    yes<Same<typeof change, Swap>>();
    if (change.state === "failed") show(change.failure?.message, change.failure?.code, change.coins, change.createdAt);
  }

  const record = await a2e.faceSwap.get(task.id, { headers: { "x-trace": "1" } });
  yes<Same<typeof record, FaceSwapTask>>();
  type Status = "initialized" | "sent" | "pending" | "processing" | "completed" | "failed" | (string & {}) | undefined;
  yes<Same<typeof record.current_status, Status>>();
  show(a2e.faceSwap.task(record).firstSeenAt, await a2e.faceSwap.wait(record), await a2e.faceSwap.wait(record._id));

  const page: Page<FaceSwapTask> = await a2e.faceSwap.list({ page: 2, pageSize: 50, });
  show(page.items[0]?.duration?.toFixed(), page.total, page.page + page.pageSize, page.hasMore);
  for await (const item of a2e.faceSwap.listAll({ pageSize: 100 })) yes<Same<typeof item, FaceSwapTask>>();
  const batch: FaceSwapTask[] = await a2e.faceSwap.batch([task.id, record._id]);
  const status: FaceSwapTask[] = await a2e.faceSwap.status({ signal });
  const deleted = await a2e.faceSwap.delete(task.id);
  yes<Same<typeof deleted, unknown>>();
  show(batch, status);
}

/** The filters that are documented, and the ids that every row has. */
export async function lists(a2e: A2E): Promise<string[]> {
  const done = await a2e.avatars.list({ status: "completed", pageSize: 5 });
  for await (const picture of a2e.flux2Images.listAll({ status: "failed" })) show(picture._id);
  const [avatar] = await a2e.avatars.listAvailable();
  return [...done.items.map(({ _id }) => _id), ...(avatar ? [avatar._id] : [])];
}

/** A word of the service is a text, and can be compared with the others of its kind. */
export function word(task: Swap): string {
  if (task.status === "completed" || task.status === "") return task.createdAt ?? task.firstSeenAt;
  return task.status;
}

/** What hangs on face swap. */
export async function besides(a2e: A2E): Promise<void> {
  const { previews, images } = a2e.faceSwap;
  const preview = await previews.start({ face_url, video_url });
  show(await previews.wait(preview), await previews.get(preview.id), await previews.run({ face_url, video_url }));
  for await (const change of previews.watch(preview.id)) show(previews.task(change.record).family);
  yes<Same<Awaited<ReturnType<typeof previews.status>>, FaceSwapTask>>();
  show(await previews.status(preview.id, { signal }));

  const saved = await images.add({ face_url });
  yes<Same<typeof saved, FaceSwapImage | FaceSwapImage[]>>();
  const all: FaceSwapImage[] = await images.list({ timeoutMs: 5000 });
  yes<Same<typeof all[number]["_id"], string>>();
  show(await images.delete("0123456789abcdef01234567", { maxRetries: 0 }));
}

/** Files, coins, and the way to everything else. */
export async function rest(a2e: A2E, bytes = new Uint8Array(8)): Promise<void> {
  const options = { name: "face.jpg", contentType: "image/jpeg", maxBytes: 1e6, signal };
  const stored: UploadedFile = await a2e.storage.upload(bytes, {
    ...options,
    onProgress: ({ loaded, total }) => show((loaded / total).toFixed()),
  });
  await a2e.storage.upload(bytes.buffer, options);
  await a2e.storage.upload(new Blob([bytes]));
  const wanted = { key: "face.jpg", contentType: "image/jpeg", fileSize: 5, expiresIn: 60 };
  const address: PresignedUpload = await a2e.storage.presign(wanted);
  const copied = await a2e.storage.transfer({ url: face_url });
  show(stored.key, stored.expiresInS.toFixed(), address.uploadUrl, copied.url.length);

  const { coins, diamonds } = await a2e.account.coins();
  show(coins.toFixed(), diamonds?.toFixed());

  const data = await a2e.call("GET", "/api/v1/anything", { query: { page: 1, all: true, none: undefined } });
  yes<Same<typeof data, unknown>>();
  await a2e.call("POST", "/api/v1/anything", { body: { any: ["thing"] }, signal, headers: { accept: "text/html" } });
  const answer = await a2e.call("GET", "/api/v1/stream", { raw: true });
  yes<Same<typeof answer, Response>>();
  show(answer.body?.getReader());

  using client = a2e;
  client.close();
  a2e[Symbol.dispose]();
}

/** A task outlives the process as JSON. */
export async function later(a2e: A2E, storage: Map<string, string>): Promise<void> {
  storage.set("task", JSON.stringify(await a2e.faceSwap.start(good)));
  const stored: Swap = JSON.parse(storage.get("task") ?? "");
  yes<Same<typeof stored.v, 1>>();
  show(await a2e.faceSwap.wait(stored));
}

/** What may be missing may be undefined, as the parts of other people's options are. */
export async function passedOn(a2e: A2E, given: Partial<Record<"token" | "cover_url", string>>): Promise<void> {
  const { token, cover_url } = given;
  const { signal } = {} as { signal?: AbortSignal };
  show(await createClient({ token, baseUrl: undefined, logger: undefined, poll: { timeoutMs: undefined } }));
  show(await a2e.account.coins({ signal, timeoutMs: undefined, maxRetries: undefined, headers: undefined }));
  await a2e.faceSwap.run(
    { ...good, cover_url, model_version: undefined },
    { signal, poll: undefined, onProgress: undefined },
  );
  const frozen: readonly string[] = Object.freeze(["0123456789abcdef01234567"]);
  show(await a2e.faceSwap.batch(frozen), await a2e.faceSwap.list({ page: undefined, pageSize: undefined }));
  show(await a2e.storage.upload(new Blob(["…"]), { name: undefined, maxBytes: undefined, onProgress: undefined }));
  show(await a2e.call("GET", "/api/v1/anything", { query: undefined, body: undefined, raw: undefined }));
}

type Version = Exclude<StartFaceSwap["model_version"], undefined>;

/** An open set of words: any is taken, and the known ones are part of the type, for editors to offer. */
export function words(): Version[] {
  yes<Same<Version, "v1" | "v2" | (string & {})>>();
  return ["v1", "v2", "a version of next year"];
}
