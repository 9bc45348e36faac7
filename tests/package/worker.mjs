// The Worker under test. One client per request, as a Worker must: only the module is shared. It
// runs in workerd, which finds the package by the name that the test gives to its entry.

import { A2EError, createClient } from "a2e-wasm";

export default {
  async fetch(request, { BASE_URL, TOKEN }) {
    const poll = { minIntervalMs: 5, maxIntervalMs: 20 };
    const a2e = await createClient({ token: TOKEN, baseUrl: BASE_URL, poll });
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
  "/aborted": (a2e) => a2e.account.coins({ signal: AbortSignal.abort() }),
};
