// The Worker under test. One client per request, as a Worker must: only the module is shared. It
// runs in workerd, which finds the package by the name that the test gives to its entry.

import { A2EError, createClient } from "a2e-wasm";

// One client for all requests is what many keep, although a Worker should not.
let kept;

export default {
  async fetch(request, { BASE_URL, TOKEN }) {
    const poll = { minIntervalMs: 5, maxIntervalMs: 20 };
    const a2e = await createClient({ token: TOKEN, baseUrl: BASE_URL, poll });
    kept ??= await createClient({ token: TOKEN, baseUrl: BASE_URL, poll });
    try {
      return Response.json(await ROUTES[new URL(request.url).pathname](a2e, request));
    } catch (error) {
      return Response.json({ ours: error instanceof A2EError, error, message: String(error) }, { status: 500 });
    } finally {
      a2e.close();
    }
  },
};

const ROUTES = {
  "/coins": (a2e) => a2e.account.coins(),
  "/swap": async (a2e, request) => {
    const params = await request.json();
    const task = await a2e.faceSwap.start(params);
    const unfinished = await a2e.faceSwap.status();
    return { task, unfinished, done: await a2e.faceSwap.wait(task) };
  },
  "/upload": (a2e) => a2e.storage.upload(new Blob(["a face"], { type: "image/jpeg" })),
  "/refused": (a2e) => a2e.faceSwap.get("0123456789abcdef01234567"),
  "/start": async (a2e, request) => ({ task: await a2e.faceSwap.start(await request.json()) }),
  "/many": async (a2e, request) => {
    const params = await request.json();
    const tasks = await Promise.all(params.map((each) => a2e.imageToVideo.start(each)));
    const stored = JSON.stringify(tasks);
    const ends = await a2e.waitAll(JSON.parse(stored));
    return { ends, checked: await a2e.check(JSON.parse(stored)) };
  },
  "/download": async (a2e, request) => ({ size: (await a2e.download(await request.json())).size }),
  "/early": async (a2e, request) => {
    // The request is over before its wait is.
    kept.wait(await request.json()).catch(() => {});
    return { left: true };
  },
  "/late": async (a2e, request) => kept.wait(await request.json()),
  "/aborted": (a2e) => a2e.account.coins({ signal: AbortSignal.abort() }),
};
