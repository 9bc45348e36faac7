// Wrong uses. Each must be refused: `@ts-expect-error` is itself an error where there is none.

import { A2E, A2EError, createClient } from "a2e-wasm";
import * as everything from "a2e-wasm";
import type { FaceSwapTask, Task } from "a2e-wasm";

const face_url = "https://example.com/face.jpg";
const video_url = "https://example.com/video.mp4";
const good = { name: "Ada", face_url, video_url };

export async function clients(): Promise<void> {
  // @ts-expect-error a client needs options
  await createClient();
  // @ts-expect-error so does the class
  new A2E();
  // @ts-expect-error no such option
  await createClient({ token: "sk_…", retries: 3 });
  // @ts-expect-error a token is a text
  await createClient({ token: 1 });
  // @ts-expect-error or a function that gives one
  await createClient({ token: () => 1 });
  // @ts-expect-error times are numbers of milliseconds
  await createClient({ token: "sk_…", timeoutMs: "60s" });
  // @ts-expect-error no such interval
  await createClient({ token: "sk_…", poll: { intervalMs: 1 } });
  // @ts-expect-error a logger has `warn` too
  await createClient({ token: "sk_…", logger: { debug() {} } });
  // @ts-expect-error observers see no headers
  await createClient({ token: "sk_…", onRequest: (event) => event.headers });
  // @ts-expect-error resources are made by the client: there is no class of theirs to construct
  new everything.Account();
  // @ts-expect-error loading is the entry's business
  everything.initSync;
  // @ts-expect-error it is a promise
  createClient({ token: "sk_…" }).faceSwap;
}

export async function starts(a2e: A2E): Promise<void> {
  // @ts-expect-error `face_url` is missing
  await a2e.faceSwap.start({ name: "Ada", video_url });
  // @ts-expect-error no such parameter
  await a2e.faceSwap.start({ ...good, faceUrl: face_url });
  // @ts-expect-error a name is a text
  await a2e.faceSwap.start({ ...good, name: 1 });
  // @ts-expect-error null is not undefined
  await a2e.faceSwap.start({ ...good, cover_url: null });
  // @ts-expect-error a start has no progress
  await a2e.faceSwap.start(good, { onProgress() {} });
  // @ts-expect-error previews have no name
  await a2e.faceSwap.previews.start({ name: "Ada", face_url, video_url });
  // @ts-expect-error `signal` is an AbortSignal, not its controller
  await a2e.faceSwap.run(good, { signal: new AbortController() });
}

type Swap = Task<FaceSwapTask, "faceSwap">;
type Other = Task<{ _id: string; current_status: number }, "other">;

export async function tasks(a2e: A2E, task: Swap, other: Other): Promise<void> {
  // @ts-expect-error a record of another family
  await a2e.faceSwap.wait(other.record);
  // @ts-expect-error a task of another family
  await a2e.faceSwap.wait(other);
  // @ts-expect-error a preview, although its record is alike
  await a2e.faceSwap.wait(await a2e.faceSwap.previews.start({ face_url, video_url }));
  // @ts-expect-error and the other way round
  a2e.faceSwap.previews.watch(task);
  // @ts-expect-error nothing at all
  await a2e.faceSwap.wait();
  // @ts-expect-error a list of tasks: wait for each
  await a2e.faceSwap.wait([task]);
  // @ts-expect-error progress is for `wait`; `watch` gives the changes itself
  a2e.faceSwap.watch(task, { onProgress() {} });
  // @ts-expect-error a watch is no promise of a task
  (await a2e.faceSwap.watch(task)).urls;
  // @ts-expect-error a stream has no length
  a2e.faceSwap.listAll().length;
  // @ts-expect-error a view has no fields of the record
  task.result_url;
  // @ts-expect-error no such state
  task.state === "completed";
  // @ts-expect-error that is a state: `status` is the service's word
  task.status === "succeeded";
  // @ts-expect-error and so is this
  task.status === "queued";
  // @ts-expect-error it says when this client first saw the task: `firstSeenAt`
  task.startedAt;
  // @ts-expect-error it is `pageSize`
  await a2e.faceSwap.list({ limit: 50 });
  // @ts-expect-error the service cannot filter by state
  a2e.faceSwap.listAll({ state: "failed" });
  // @ts-expect-error and not every list by its own word
  await a2e.faceSwap.list({ status: "failed" });
  // @ts-expect-error the record may have no result yet
  task.record.result_url.length;
  // @ts-expect-error there may be no result
  (await a2e.faceSwap.wait(task)).urls[0].length;
  // @ts-expect-error a view is no id: `get` gives records by id
  await a2e.faceSwap.get(task);
  // @ts-expect-error one id is no list
  await a2e.faceSwap.batch(task.id);
  // @ts-expect-error pages are numbers
  await a2e.faceSwap.list({ page: "1" });
  // @ts-expect-error `status` takes no id
  await a2e.faceSwap.status(task.id);
}

export async function previews(a2e: A2E): Promise<void> {
  // @ts-expect-error the service has no list of previews
  await a2e.faceSwap.previews.list();
  // @ts-expect-error nor a batch
  await a2e.faceSwap.previews.batch([]);
  // @ts-expect-error nor a deletion
  await a2e.faceSwap.previews.delete("0123456789abcdef01234567");
  // @ts-expect-error resources cannot be replaced
  a2e.faceSwap = a2e.faceSwap;
  // @ts-expect-error resources are shared: nobody may free them
  a2e.account.free();
  // @ts-expect-error nor dispose of them
  a2e.storage[Symbol.dispose]();
  // @ts-expect-error a status of previews needs the id
  await a2e.faceSwap.previews.status();
}

export async function rest(a2e: A2E): Promise<void> {
  // @ts-expect-error a path is no file
  await a2e.storage.upload("face.jpg");
  // @ts-expect-error an object needs a name
  await a2e.storage.presign({ contentType: "image/jpeg" });
  // @ts-expect-error `body` is JSON, not text
  await a2e.call("POST", "/api/v1/anything", { body: "{}" });
  // @ts-expect-error a response is not its data
  (await a2e.call("GET", "/api/v1/anything", { raw: true })).coins;
  // @ts-expect-error an unknown answer must be looked at first
  (await a2e.call("GET", "/api/v1/anything")).coins;
  // @ts-expect-error no such resource
  a2e.faceswap;
  // @ts-expect-error a saved picture has an address of its face
  await a2e.faceSwap.images.add({ url: face_url });
}

export async function errors(a2e: A2E, error: A2EError): Promise<void> {
  // @ts-expect-error it may be any family's task; its id, `taskId`, is what can be waited for
  await a2e.faceSwap.wait(error.task);
  // @ts-expect-error it is `status`
  error.statusCode;
  // @ts-expect-error no such kind
  error.kind === "forbidden";
  // @ts-expect-error an error has a kind
  new A2EError("no");
  // @ts-expect-error of the known ones
  new A2EError("no", { kind: "forbidden" });
  // @ts-expect-error no such fact
  new A2EError("no", { kind: "credits", statusCode: 402 });
  // @ts-expect-error facts are not to be changed
  error.kind = "auth";
  // @ts-expect-error a status need not be there
  error.status.toFixed();
  // @ts-expect-error any task may be in an error, so its record is unknown
  error.task?.record.result_url;
}
