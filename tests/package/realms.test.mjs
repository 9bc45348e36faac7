// Values of other realms: a DOM that is made for tests and takes over the globals of Node, and contexts of `node:vm`.

import assert from "node:assert/strict";
import http from "node:http";
import { once } from "node:events";
import { after, test } from "node:test";
import vm from "node:vm";
import { Window } from "happy-dom";
import { JSDOM } from "jsdom";
import { App, failure } from "./support.mjs";
import { id } from "./scripted.mjs";

const app = await App.install();
const { createClient } = await app.import();

const HOST = { fetch, Request, Response, Blob, File, AbortController, AbortSignal };
/** What Vitest takes from jsdom; `fetch`, `Request` and `Response` stay those of Node. */
const OF_JSDOM =
  "window document location XMLHttpRequest Event EventTarget AbortController AbortSignal Blob File FileReader FormData Headers DOMException";
/** happy-dom has a `fetch` of its own. */
const OF_HAPPY = `${OF_JSDOM} fetch Request Response`;

/** What a test has the service do. */
let answer;
const arrived = [];
const server = http.createServer(async (request, response) => {
  const parts = await request.toArray();
  const { method, url } = request;
  arrived.push([method, url, Buffer.concat(parts).toString()]);
  answer(request, response);
});
await once(server.listen(0, "127.0.0.1"), "listening");
after(() => {
  server.close();
  server.closeAllConnections();
});
const ORIGIN = `http://127.0.0.1:${server.address().port}`;

/** Answers each call, and keeps what is uploaded. */
function serve() {
  arrived.length = 0;
  answer = ({ method, url }, response) => {
    if (url === "/file.mp4") return response.writeHead(200, { "content-type": "video/mp4" }).end("abcdef");
    if (method === "PUT") return response.end();
    const file = { uploadUrl: `${ORIGIN}/put`, cdnUrl: `${ORIGIN}/cdn`, key: "a.png" };
    const data = { coins: 7, diamonds: 1, _id: id(1), ...file };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ code: 0, data }));
  };
}

/** Takes a call and never answers; the promise is kept when its connection is closed. */
function hold() {
  return new Promise((resolve) => {
    answer = (request, response) => {
      server.emit("held");
      response.on("close", resolve);
    };
  });
}

/** The globals of a DOM, while the function runs. */
async function within(window, names, run) {
  const before = names.split(" ").map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name] of before) {
    const value = name === "window" ? window : window[name];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    await run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}

/** `Request` and `fetch` as Node has them from 24 on, where a signal must be of Node's own class. */
class StrictRequest extends HOST.Request {
  constructor(input, init) {
    if (init?.signal && !(init.signal instanceof HOST.AbortSignal)) {
      throw new TypeError('RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.');
    }
    super(input, init);
  }
}
const strictFetch = async (url, init) => HOST.fetch(new StrictRequest(url, init));

const jsdom = () => new JSDOM("", { url: ORIGIN }).window;
const strict = () => Object.assign(jsdom(), { Request: StrictRequest, fetch: strictFetch });
const DOMS = {
  jsdom: [jsdom, OF_JSDOM],
  "jsdom on Node 24": [strict, `${OF_JSDOM} fetch Request`],
  "happy-dom": [() => new Window({ url: ORIGIN }), OF_HAPPY],
};

const options = { token: "sk_realms", baseUrl: ORIGIN, maxRetries: 0 };
const SWAP = { name: "Realms", face_url: "https://a.example/f.jpg", video_url: "https://a.example/v.mp4" };

for (const [name, [open, globals]] of Object.entries(DOMS)) {
  const inDom = (run) => async () => {
    const window = open();
    serve();
    await within(window, globals, () => run(window)).finally(() => window.close());
  };

  test(`${name}: a wait that pauses in a hidden page goes on when the page is shown`, { timeout: 60_000 }, inDom(async (window) => {
    let [visibilityState, listeners] = ["hidden", 0];
    Object.defineProperty(window.document, "visibilityState", { get: () => visibilityState });
    for (const [verb, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
      const call = window[verb];
      window[verb] = (...all) => {
        listeners += step;
        return call.apply(window, all);
      };
    }
    const polls = [];
    answer = (_, response) => {
      polls.push(visibilityState);
      const ended = { current_status: "completed", result_url: "https://a.example/r.mp4" };
      const data = { _id: id(1), ...(polls.length > 1 ? ended : { current_status: "processing" }) };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ code: 0, data }));
    };
    const a2e = await createClient({ ...options, poll: { hidden: "pause", minIntervalMs: 1 } });
    let wait;
    await new Promise((onProgress) => (wait = a2e.faceSwap.wait(id(1), { onProgress })));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(listeners > 0);
    visibilityState = "visible";
    // As tests do: it does not bubble.
    window.document.dispatchEvent(new Event("visibilitychange"));
    assert.equal((await wait).state, "succeeded");
    assert.deepEqual([polls, listeners], [["hidden", "visible"], 0]);
  }));

  const fetches = () => ({ "the host's sender": undefined, "a `fetch` of the caller's": (url, init) => fetch(url, init) });

  test(`${name}: calls arrive, with a signal of either realm`, inDom(async () => {
    const a2e = await createClient(options);
    assert.equal((await a2e.account.coins()).coins, 7);
    for (const Controller of [AbortController, HOST.AbortController]) {
      const { signal } = new Controller();
      assert.equal((await a2e.faceSwap.start(SWAP, { signal })).id, id(1));
    }
  }));

  test(`${name}: an abort of either realm ends the call and its request`, inDom(async () => {
    const a2e = await createClient(options);
    for (const Controller of [AbortController, HOST.AbortController]) {
      const closed = hold();
      const controller = new Controller();
      const call = failure(a2e.account.coins({ signal: controller.signal }));
      await once(server, "held");
      controller.abort("enough");
      const { kind, cause } = await call;
      assert.deepEqual([kind, cause], ["aborted", "enough"]);
      await closed;
    }
  }));

  test(`${name}: an abort after a raw call ends its body`, inDom(async () => {
    const a2e = await createClient(options);
    for (const Controller of [AbortController, HOST.AbortController]) {
      let closed;
      answer = (_, response) => {
        closed = once(response, "close");
        response.write("the beginning");
      };
      const controller = new Controller();
      const response = await a2e.call("GET", "/raw", { raw: true, signal: controller.signal });
      assert.equal(response.status, 200);
      controller.abort();
      await closed;
    }
  }));

  for (const fetched of ["the host's sender", "a `fetch` of the caller's"]) {
    test(`${name}: files of every realm arrive whole by ${fetched}`, inDom(async (window) => {
      const a2e = await createClient({ ...options, fetch: fetches()[fetched] });
      const other = vm.runInNewContext(`({
        buffer: Uint8Array.from([97, 98, 99]).buffer, bytes: Uint8Array.from([97, 98, 99]), view: new DataView(Uint8Array.from([97, 98, 99]).buffer),
      })`);
      const files = { "Blob of the DOM": new Blob(["abc"]), "File of the DOM": new File(["abc"], "a.png"), ...other };
      Object.assign(files, { "Blob of Node": new HOST.Blob(["abc"]), "File of Node": new HOST.File(["abc"], "a.png") });
      for (const [kind, file] of Object.entries(files)) {
        arrived.length = 0;
        await a2e.storage.upload(file, { name: "a.png" });
        assert.deepEqual(arrived.filter(([method]) => method === "PUT"), [["PUT", "/put", "abc"]], kind);
      }
      assert.ok(window);
    }));

    test(`${name}: a download by ${fetched} is a Blob of the DOM`, inDom(async (window) => {
      const a2e = await createClient({ ...options, fetch: fetches()[fetched] });
      const blob = await a2e.download(`${ORIGIN}/file.mp4`);
      const reader = new window.FileReader();
      const text = new Promise((resolve) => (reader.onload = () => resolve(reader.result)));
      reader.readAsText(blob);
      assert.deepEqual([blob instanceof Blob, blob.type, await text], [true, "video/mp4", "abcdef"]);
    }));
  }
}

test("what no sender takes is refused before anything is sent", async () => {
  serve();
  const window = jsdom();
  const a2e = await createClient(options);
  const words = "must be a Blob or File, or an ArrayBuffer or a view of one, not shared or resizable";
  for (const [kind, file] of Object.entries({
    "Blob of a DOM whose globals are not installed": new window.Blob(["abc"]),
    "File of such a DOM": new window.File(["abc"], "a.png"),
    "FormData of a DOM": new window.FormData(),
    "SharedArrayBuffer of another realm": vm.runInNewContext("new SharedArrayBuffer(3)"),
    "view of such a buffer": vm.runInNewContext("new Uint8Array(new SharedArrayBuffer(3))"),
    "resizable ArrayBuffer of another realm": vm.runInNewContext("new ArrayBuffer(3, { maxByteLength: 6 })"),
    "array of another realm": vm.runInNewContext("[1, 2, 3]"),
  })) {
    const error = await failure(a2e.storage.upload(file, { name: "a.png" }));
    assert.deepEqual([error.kind, error.field, error.message.includes(words)], ["validation", "file", true], kind);
  }
  assert.deepEqual(arrived, []);
  window.close();
});

test("a file whose bytes are not those that it promised is not stored", async () => {
  serve();
  const a2e = await createClient(options);
  const short = { type: "image/png", size: 6, slice: () => short, arrayBuffer: async () => new ArrayBuffer(3) };
  const text = { ...short, arrayBuffer: async () => "[object Blob]" };
  for (const file of [short, text]) {
    const { kind, message } = await failure(a2e.storage.upload(file, { name: "a.png" }));
    const words = "PUT storage: the request could not be sent: the file could not be read";
    assert.deepEqual([kind, message], ["network", words]);
  }
  assert.deepEqual(arrived.map(([method]) => method), ["POST", "POST"]);
});

test("parameters of another realm are sent, and what JSON would empty is refused by its name", async () => {
  serve();
  const a2e = await createClient(options);
  await a2e.faceSwap.start(vm.runInNewContext(`(${JSON.stringify(SWAP)})`));
  assert.deepEqual(JSON.parse(arrived[0][2]), SWAP);
  arrived.length = 0;
  const window = new Window();
  const values = {
    Date: vm.runInNewContext("new Date()"),
    Error: vm.runInNewContext("new Error('x')"),
    Map: vm.runInNewContext("new Map()"),
    Array: vm.runInNewContext("[]"),
    Uint8Array: vm.runInNewContext("new Uint8Array(1)"),
    FormData: new (jsdom().FormData)(),
    Blob: new (jsdom().Blob)(["abc"]),
  };
  for (const [name, params] of Object.entries(values)) {
    const { kind, message } = await failure(a2e.faceSwap.start(params));
    assert.deepEqual([kind, message.includes(name)], ["validation", true], message);
  }
  for (const params of [new window.FormData(), new window.Blob(["abc"])]) {
    assert.equal((await failure(a2e.faceSwap.start(params))).kind, "validation");
  }
  assert.deepEqual(arrived, []);
});

/** Makes a start with other globals, and gives its error. */
async function startWith(globals) {
  const a2e = await createClient(options);
  let error;
  await within(globals, Object.keys(globals).join(" "), async () => {
    error = await failure(a2e.faceSwap.start(SWAP));
  });
  return [error.kind, error.outcomeUnknown, error.message.replace(/ The request was sent, so.*/, "")];
}

test("what `fetch` refuses while it makes its request was not sent", async () => {
  serve();
  const place = "POST /api/v1/userFaceSwapTask/add: ";
  class Request {
    constructor() {
      throw new TypeError("RequestInit: something is missing");
    }
  }
  const refused = async () => new Request();
  assert.deepEqual(await startWith({ Request, fetch: refused }), [
    "network", false, `${place}the request could not be sent: RequestInit: something is missing`,
  ]);
  const atOnce = () => new Request();
  assert.deepEqual(await startWith({ Request, fetch: atOnce }), [
    "network", false, `${place}the request could not be sent: RequestInit: something is missing`,
  ]);
  // This one broke off later, whatever the other constructor says.
  const lost = async () => {
    throw new TypeError("fetch failed");
  };
  assert.deepEqual(await startWith({ Request, fetch: lost }), ["unknown_outcome", true, `${place}no answer arrived: fetch failed.`]);
  assert.deepEqual(arrived, []);
});

test("a start after an answer needs no MessageChannel", async () => {
  serve();
  const a2e = await createClient({ ...options, maxRetries: 2 });
  await within({ MessageChannel: undefined }, "MessageChannel", async () => {
    await a2e.account.coins();
    assert.equal((await a2e.faceSwap.start(SWAP)).id, id(1));
  });
});
