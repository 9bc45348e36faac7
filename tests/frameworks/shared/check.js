// What the package has to do in every framework. A row's project has this file, and its code calls `check`. Only what the web
// has is used, so that it runs in a page, in a program and in a Worker. `check.cjs` is made of it for `require`.

/** The checks, in the order in which they run. */
export const CHECKS = ["create", "read", "start", "wait", "abort", "upload", "error", "proxy"];

const POLL = { minIntervalMs: 5, maxIntervalMs: 20 };
/** No poll comes before the check is over. */
const NEVER = { minIntervalMs: 3_600_000, maxIntervalMs: 3_600_000 };
const UNKNOWN_ID = "0123456789abcdef01234567";
const SWAP = { name: "Framework", face_url: "https://example.com/face.jpg", video_url: "https://example.com/video.mp4" };
/** For a check that hangs. No check is timed. */
const LIMIT_MS = 60_000;

/**
 * Runs the checks. `entry` is what `a2e-wasm` exports. `options` are those of a client: `{ baseUrl: "/api/a2e" }` in a page,
 * `{ token, baseUrl }` in a program. `client` is a client that the row's code has made as docs/frameworks.md does, or a promise
 * of one; without it the client of `options` is used. `proxy` is the address of the row's proxy, if it has one.
 * Returns, for each check, "ok" or what went wrong; `starts` is how many starts were sent.
 */
export async function check(entry, { client, proxy, ...options }) {
  const report = {};
  const scene = { ...entry, options, client, proxy, starts: 0 };
  for (const name of CHECKS) {
    if (name === "proxy" && !proxy) continue;
    report[name] = await played(BODIES[name], scene);
    // Without a client there is nothing to check.
    if (report.create !== "ok") break;
  }
  report.starts = scene.starts;
  return report;
}

async function played(body, scene) {
  let timer;
  const limit = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error("it hangs")), LIMIT_MS);
  });
  try {
    await Promise.race([body(scene), limit]);
    return "ok";
  } catch (error) {
    return told(error);
  } finally {
    clearTimeout(timer);
  }
}

const BODIES = {
  async create(scene) {
    const { A2E, createClient, options } = scene;
    scene.fast = await createClient({ ...options, poll: POLL });
    scene.client = await (scene.client ?? scene.fast);
    assert(scene.client instanceof A2E, "the client is no A2E");
    const refused = await failure(scene, createClient({ ...options, baseURL: "/api" }));
    same([refused.kind, refused.field], ["config", "baseURL"], "an option that is refused");
  },

  async read({ client }) {
    const { items } = await client.faceSwap.list({ pageSize: 5 });
    assert(Array.isArray(items), "a list has no items");
  },

  async start(scene) {
    scene.starts += 1;
    scene.task = await scene.client.faceSwap.start(SWAP);
    const { id, family, urls } = scene.task;
    same([/^[0-9a-f]{24}$/.test(id), family, urls], [true, "faceSwap", []], "the task");
    const record = await scene.client.faceSwap.get(id);
    same([record._id, record.name], [id, SWAP.name], "its record");
  },

  async wait({ fast, task }) {
    const seen = [];
    const done = await fast.faceSwap.wait(task, { onProgress: ({ state }) => seen.push(state) });
    same([done.id, done.state, done.urls.length], [task.id, "succeeded", 1], "the task at its end");
    same(seen.at(-1), "succeeded", "the last progress");
  },

  async abort(scene) {
    const { createClient, options, task } = scene;
    const slow = await createClient({ ...options, poll: NEVER });
    const leave = new AbortController();
    const wait = slow.faceSwap.wait({ family: "faceSwap", id: task.id }, { signal: leave.signal });
    leave.abort(new Error("enough"));
    const left = await failure(scene, wait);
    same([left.name, left.kind, left.taskId, left.cause?.message], ["AbortError", "aborted", task.id, "enough"], "an aborted wait");
    const early = await failure(scene, slow.faceSwap.start(SWAP, { signal: AbortSignal.abort() }));
    same([early.kind, early.attempts], ["aborted", 0], "a start that was aborted before");
    slow.close();
  },

  async upload({ client }) {
    const bytes = Uint8Array.from({ length: 5000 }, (_, place) => (place * 7) % 256);
    const { url } = await client.storage.upload(new Blob([bytes], { type: "image/png" }), { name: "check.png" });
    const stored = await fetch(url);
    same([stored.status, stored.headers.get("content-type")], [200, "image/png"], "the stored file");
    same([...new Uint8Array(await stored.arrayBuffer())], [...bytes], "its bytes");
  },

  async error(scene) {
    const { A2EError, client } = scene;
    const missing = await failure(scene, client.faceSwap.get(UNKNOWN_ID));
    same([missing.name, missing.kind, missing.status], ["A2EError", "not_found", 404], "the error of an unknown task");
    assert(missing instanceof Error && missing.message.length > 10, `the message is ${JSON.stringify(missing.message)}`);
    same(A2EError.is(new Error("another")), false, "A2EError.is of another error");
    const { video_url: _, ...half } = SWAP;
    const invalid = await failure(scene, client.faceSwap.start(half));
    same([invalid.kind, invalid.field, invalid.attempts], ["validation", "video_url", 0], "a start without a field");
  },

  async proxy(scene) {
    const ask = (path, init) => fetch(scene.proxy + path, init);
    const headers = { "content-type": "application/json" };
    scene.starts += 1;
    const started = await ask("/api/v1/userFaceSwapTask/add", { method: "POST", headers, body: JSON.stringify(SWAP) });
    const { data } = await started.json();
    same([started.status, /^[0-9a-f]{24}$/.test(data?._id)], [200, true], `a start through the proxy: ${JSON.stringify(data)}`);
    const looked = await ask(`/api/v1/userFaceSwapTask/${data._id}`);
    same([looked.status, (await looked.json()).data?._id], [200, data._id], "a read through the proxy");
    const refused = await ask("/api/v1/user/remainingCoins");
    same(refused.status, 403, "the status of what the proxy does not allow");
  },
};

/** The error that a promise rejects with. It must be one of the package's. */
async function failure({ A2EError }, promise) {
  const value = await promise.then((value) => ({ value }), (error) => ({ error }));
  assert("error" in value, `it should have failed, and gave ${JSON.stringify(value.value)?.slice(0, 300)}`);
  assert(value.error instanceof A2EError && A2EError.is(value.error), `no A2EError: ${told(value.error)}`);
  return value.error;
}

function assert(holds, message) {
  if (!holds) throw new Error(message);
}

/** Compares values that are JSON. */
function same(value, wanted, what) {
  const [left, right] = [JSON.stringify(value), JSON.stringify(wanted)];
  if (left !== right) throw new Error(`${what}: ${left?.slice(0, 300)} instead of ${right?.slice(0, 300)}`);
}

function told(error) {
  const cause = error?.cause === undefined ? "" : ` (${error.cause?.message ?? error.cause})`;
  return `${error?.name}: ${error?.kind ? `${error.kind}: ` : ""}${error?.message ?? error}${cause}`.slice(0, 800);
}
