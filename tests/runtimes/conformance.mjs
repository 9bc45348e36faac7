// What a client has to do in every runtime. Only what the web has is used, so that this file runs wherever
// the package does: a program, a Worker, a page.

/** The checks, in the order in which they run: the first ones see the account as it was opened. */
export const CHECKS = [
  "create", "read", "start", "wait", "watch", "abort", "errors", "upload", "paging", "concurrent",
];

const POLL = { minIntervalMs: 5, maxIntervalMs: 20 };
/** The second look at a task, or the first one after a start, comes when the check is over. */
const NEVER = { minIntervalMs: 3_600_000, maxIntervalMs: 3_600_000 };
const UNKNOWN_ID = "0123456789abcdef01234567";
/** For a check that hangs; none is timed. */
const LIMIT_MS = 60_000;

const SWAP = {
  name: "Runtime",
  face_url: "https://example.com/face.jpg",
  video_url: "https://example.com/video.mp4",
};

/**
 * Runs the checks with what an entry of the package exports, at an account that was just opened. `client` is
 * what this runtime wants besides among the options of a client. Gives for each check how it ended and how many
 * starts it sent, which the runner compares with what the service got.
 */
export async function conform(entry, { token, baseUrl, client = {}, checks = CHECKS }) {
  const results = [];
  for (const check of checks) {
    const scene = new Scene(entry, { baseUrl, ...(token === undefined ? {} : { token }), ...client });
    const outcome = await scene.play(BODIES[check]);
    results.push({ check, ...outcome, starts: scene.starts });
  }
  return results;
}

/** The clients of one check, and what they sent. */
class Scene {
  starts = 0;
  sent = 0;
  #clients = [];

  constructor(entry, options) {
    Object.assign(this, entry);
    this.options = options;
  }

  async client(more = {}) {
    const onRequest = ({ method, path }) => {
      this.sent += 1;
      this.starts += Number(method === "POST" && path.endsWith("/userFaceSwapTask/add"));
    };
    const client = await this.createClient({ ...this.options, poll: POLL, onRequest, ...more });
    this.#clients.push(client);
    return client;
  }

  async play(body) {
    let timer;
    const limit = new Promise((_, failed) => {
      timer = setTimeout(() => failed(new Error("it hangs")), LIMIT_MS);
    });
    try {
      await Promise.race([body(this), limit]);
      return { ok: true };
    } catch (error) {
      return { ok: false, error: told(error) };
    } finally {
      clearTimeout(timer);
      this.#clients.forEach((client) => client.close());
    }
  }
}

const BODIES = {
  async create(scene) {
    const { A2E, createClient, options } = scene;
    const a2e = await scene.client();
    assert(a2e instanceof A2E, "the client is no A2E");
    for (const path of ["call", "wait", "waitAll", "check", "download", "account.coins", "storage.upload",
      "faceSwap.start", "faceSwap.wait", "faceSwap.watch", "faceSwap.listAll", "faceSwap.previews.run"]) {
      const method = path.split(".").reduce((at, name) => at?.[name], a2e);
      same(typeof method, "function", path);
    }
    a2e.close();
    const closed = await failure(scene, a2e.account.coins());
    same(closed.kind, "aborted", "the kind of a call after close()");
    for (const [field, value] of [["baseURL", "https://example.com"], ["timeoutMs", "soon"]]) {
      const refused = await failure(scene, createClient({ ...options, [field]: value }));
      same([refused.kind, refused.field], ["config", field], "an option that is refused");
    }
    same(scene.sent, 0, "requests");
  },

  async read(scene) {
    const a2e = await scene.client();
    same(await a2e.account.coins(), { coins: 1000, diamonds: 10 }, "the purse of a new account");
    same(scene.sent, 1, "requests");
  },

  async start(scene) {
    const a2e = await scene.client();
    const before = await a2e.account.coins();
    const task = await a2e.faceSwap.start(SWAP);
    assert(/^[0-9a-f]{24}$/.test(task.id), `an id: ${task.id}`);
    same([task.v, task.family, task.state, task.urls], [1, "faceSwap", "queued", []], "the task");
    same(JSON.parse(JSON.stringify(task)), task, "the task as JSON");
    const record = await a2e.faceSwap.get(task.id);
    same([record._id, record.name], [task.id, SWAP.name], "its record");
    const after = await a2e.account.coins();
    assert(after.coins < before.coins, "nothing was charged");
    same(scene.starts, 1, "starts");
  },

  async wait(scene) {
    const a2e = await scene.client();
    const task = await a2e.faceSwap.start(SWAP);
    const seen = [];
    const done = await a2e.faceSwap.wait(task, { onProgress: (view) => seen.push(view) });
    same([done.id, done.state, done.urls.length], [task.id, "succeeded", 1], "the task at its end");
    same(seen.at(-1), done, "the last progress");
    assert(seen.every(({ id }) => id === task.id), "progress of another task");
    const answer = await fetch(done.urls[0]);
    same(answer.status, 200, "the status of the result");
    const { byteLength } = await answer.arrayBuffer();
    assert(byteLength > 1000, `the result has ${byteLength} bytes`);
    const file = await a2e.download(done);
    same([file instanceof Blob, file.size], [true, byteLength], "the result as a Blob");
  },

  async watch(scene) {
    const a2e = await scene.client();
    const task = await a2e.faceSwap.start(SWAP);
    const seen = [];
    for await (const view of a2e.faceSwap.watch(task)) seen.push(view);
    assert(seen.every(({ id }) => id === task.id), "a view of another task");
    const states = seen.map(({ state }) => state);
    same([...new Set(states)].filter((state) => state === "succeeded" || state === "failed"), ["succeeded"], "ends");
    same(states.at(-1), "succeeded", "the last state");
    same(seen.at(-1).urls.length, 1, "results");
  },

  async abort(scene) {
    const a2e = await scene.client({ poll: NEVER });
    const controller = new AbortController();
    let started;
    const start = new Promise((told) => (started = told));
    // A wait for a task that was just started begins with a pause; it ends by nothing else.
    const run = failure(scene, a2e.faceSwap.run(SWAP, { signal: controller.signal, onProgress: started }));
    const task = await Promise.race([start, run]);
    await a2e.account.coins();
    controller.abort(new Error("enough"));
    const ended = await run;
    same([ended.name, ended.kind, ended.taskId], ["AbortError", "aborted", task.id], "a wait that was aborted");
    same(ended.cause?.message, "enough", "the reason");

    const midway = new AbortController();
    const call = failure(scene, a2e.account.coins({ signal: midway.signal }));
    midway.abort();
    const broken = await call;
    same([broken.name, broken.kind], ["AbortError", "aborted"], "a call that was aborted on its way");

    const sent = scene.sent;
    const early = await failure(scene, a2e.faceSwap.start(SWAP, { signal: AbortSignal.abort() }));
    same([early.name, early.kind, early.attempts], ["AbortError", "aborted", 0], "a start that was aborted before");
    same(scene.sent, sent, "requests after an abort");
  },

  async errors(scene) {
    const { A2EError, options } = scene;
    const a2e = await scene.client();
    const missing = await failure(scene, a2e.faceSwap.get(UNKNOWN_ID));
    same([missing.name, missing.kind, missing.status], ["A2EError", "not_found", 404], "an unknown task");
    same([missing.method, missing.attempts, missing.outcomeUnknown], ["GET", 1, false], "its facts");
    assert(missing instanceof Error && typeof missing.stack === "string", "it is no Error");
    same(A2EError.is(new Error("another")), false, "`is` of another error");
    const json = JSON.stringify(missing);
    same(JSON.parse(json).kind, "not_found", "the error as JSON");
    if (options.token) assert(!(json + missing.stack).includes(options.token), "the token is in an error");

    const sent = scene.sent;
    const { video_url: _, ...half } = SWAP;
    const invalid = await failure(scene, a2e.faceSwap.start(half));
    same([invalid.kind, invalid.field, invalid.attempts], ["validation", "video_url", 0], "a field that is missing");
    same(scene.sent, sent, "requests for a start without a field");
  },

  async upload(scene) {
    const a2e = await scene.client();
    const bytes = Uint8Array.from({ length: 5000 }, (_, place) => (place * 7) % 256);
    const parts = [];
    const onProgress = ({ loaded, total }) => parts.push([loaded, total]);
    const { url } = await a2e.storage.upload(new Blob([bytes], { type: "image/png" }), { onProgress });
    same(parts.at(-1), [bytes.length, bytes.length], "the last progress");
    const answer = await fetch(url);
    same([answer.status, answer.headers.get("content-type")], [200, "image/png"], "the file");
    same([...new Uint8Array(await answer.arrayBuffer())], [...bytes], "its bytes");
  },

  async paging(scene) {
    const a2e = await scene.client();
    const names = Array.from({ length: 5 }, (_, place) => `Page ${place}`);
    const started = await Promise.all(names.map((name) => a2e.faceSwap.start({ ...SWAP, name })));
    const paged = [];
    let page;
    do {
      page = await a2e.faceSwap.list({ page: (page?.page ?? 0) + 1, pageSize: 2 });
      assert(page.items.length <= 2, "a page is too long");
      paged.push(...page.items.map(({ _id }) => _id));
    } while (page.hasMore);
    const streamed = [];
    for await (const { _id } of a2e.faceSwap.listAll({ pageSize: 2 })) streamed.push(_id);
    same(new Set(streamed).size, streamed.length, "different ids of listAll");
    same([...paged].sort(), [...streamed].sort(), "the ids of all pages and of listAll");
    for (const { id } of started) assert(streamed.includes(id), `${id} is in no page`);
  },

  async concurrent(scene) {
    const a2e = await scene.client();
    const params = Array.from({ length: 10 }, (_, place) => ({ ...SWAP, name: `One of ten: ${place}` }));
    const reads = Array.from({ length: 50 }, (_, place) => {
      // Answers that differ, so that one that lands at another call is seen.
      return place % 2 ? a2e.account.coins() : failure(scene, a2e.faceSwap.get(idOf(place)));
    });
    const runs = params.map(async (each) => a2e.faceSwap.wait(await a2e.faceSwap.start(each)));
    const [answers, ends] = await Promise.all([Promise.all(reads), Promise.all(runs)]);
    answers.forEach((answer, place) => {
      if (place % 2) same(typeof answer.coins, "number", "coins");
      else same([answer.kind, answer.path.endsWith(idOf(place))], ["not_found", true], "the error of its own call");
    });
    same(ends.map(({ state }) => state), params.map(() => "succeeded"), "states");
    same(ends.map(({ record }) => record.name), params.map(({ name }) => name), "each its own task");
    same(new Set(ends.map(({ id }) => id)).size, 10, "different tasks");
    same(scene.starts, 10, "starts");
  },
};

const idOf = (place) => String(place).padStart(24, "0");

/** The error that a promise is rejected with, which must be one of the package's. */
async function failure({ A2EError }, promise) {
  const value = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  assert("error" in value, `it should have failed, and gave ${JSON.stringify(value.value)?.slice(0, 500)}`);
  assert(value.error instanceof A2EError && A2EError.is(value.error), `no A2EError: ${told(value.error)}`);
  return value.error;
}

function assert(holds, message) {
  if (!holds) throw new Error(message);
}

/** Compares by form, for values that are JSON. */
function same(value, wanted, what) {
  const [left, right] = [value, wanted].map((each) => JSON.stringify(ordered(each)));
  if (left !== right) throw new Error(`${what}: ${left?.slice(0, 300)} instead of ${right?.slice(0, 300)}`);
}

function ordered(value) {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, ordered(value[key])]));
}

function told(error) {
  const cause = error?.cause === undefined ? "" : ` (${error.cause?.message ?? error.cause})`;
  return `${error?.name}: ${error?.kind ? `${error.kind}: ` : ""}${error?.message ?? error}${cause}`.slice(0, 600);
}
