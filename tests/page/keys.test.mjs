// Starts with a key in real pages: two tabs of one browser, and a page that is closed while the service is slow.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { launch } from "../chromium.mjs";

const KEY = "8b7c2f1e-04c6-4f6e-9b1a-2f5d7f0f8a11";

/** A service that answers a start when it is told to, and carries it out then; its pages are on the same origin. */
async function service(origin) {
  const tasks = [];
  let starts = 0;
  let lists = 0;
  const deferred = () => {
    let resolve;
    return { promise: new Promise((given) => (resolve = given)), resolve };
  };
  const [arrived, open] = [deferred(), deferred()];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname.startsWith("/pkg/")) {
      const answer = await fetch(`${origin}${pathname}`);
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") });
      return response.end(Buffer.from(await answer.arrayBuffer()));
    }
    if (!pathname.startsWith("/api/")) return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
    let text = "";
    for await (const part of request) text += part;
    if (request.method === "POST") {
      const number = ++starts;
      arrived.resolve();
      await open.promise;
      const task = { _id: String(number).padStart(24, "0"), name: JSON.parse(text).name, current_status: "initialized" };
      tasks.unshift({ ...task, createdAt: new Date().toISOString() });
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ code: 0, data: task }));
    }
    lists += 1;
    const data = { count: tasks.length, rows: tasks };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ code: 0, data }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    arrived: arrived.promise,
    answer: open.resolve,
    starts: () => starts,
    lists: () => lists,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

/** Starts a face swap in a page, and answers its id or its error. */
function start(page) {
  return page.evaluate(async (idempotencyKey) => {
    const { createClient } = await import("/pkg/index.js");
    const a2e = await createClient({ baseUrl: "/" });
    const params = { name: "Ada", face_url: "https://a.example/a.jpg", video_url: "https://a.example/b.mp4" };
    return a2e.faceSwap.start(params, { idempotencyKey }).then(({ id }) => id, ({ kind }) => kind);
  }, KEY);
}

async function scene(play) {
  const browser = await launch();
  const there = await service(new URL(process.env.A2E_PAGE_URL).origin);
  try {
    const context = await browser.newContext();
    const tab = async () => {
      const page = await context.newPage();
      await page.goto(there.url);
      return page;
    };
    await play(there, tab);
  } finally {
    await browser.close();
    there.close();
  }
}

/** Waits until something holds, for which a page or the service has no event. */
async function until(holds) {
  while (!(await holds())) await new Promise(setImmediate);
}

test("two tabs that start with one key at one moment make one task", { timeout: 60_000 }, () =>
  scene(async (there, tab) => {
    const pages = [await tab(), await tab()];
    const calls = pages.map(start);
    await there.arrived;
    // The other one waits for the lock; without one it would have read the list by now.
    const waits = () => pages[0].evaluate(async () => (await navigator.locks.query()).pending.length > 0);
    await until(async () => there.lists() === 2 || (await waits()));
    there.answer();
    const [one, two] = await Promise.all(calls);
    assert.match(one, /^0{23}1$/);
    assert.equal(two, one);
    assert.equal(there.starts(), 1);
  }));

test("a page that is closed while the service is slow, and opened again, does not pay twice", { timeout: 60_000 }, () =>
  scene(async (there, tab) => {
    const closed = await tab();
    const lost = start(closed).catch(() => "closed");
    await there.arrived;
    await closed.close();
    await lost;
    const again = start(await tab());
    // It has seen that there is no task yet.
    await until(() => there.lists() === 2);
    there.answer();
    assert.match(await again, /^0{23}1$/);
    assert.equal(there.starts(), 1);
  }));
