// `toNodeListener`, over real HTTP: whatever a handler asks of a Request and says with a Response.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import { test as base } from "node:test";
import { App, text } from "./support.mjs";
import { Server, gate, turns, until } from "./server-node.mjs";

const app = await App.install();
const { toNodeListener } = await app.import("a2e-wasm/server/node");

const test = (name, run) => base(name, { timeout: 30_000 }, run);
const serve = (context, handler, options) => Server.start(context, toNodeListener(handler), options);

/** More than all buffers between two sockets hold. */
const [CHUNK, CHUNKS] = [new Uint8Array(65_536), 1024];
const ALL = CHUNK.length * CHUNKS;

const tell = async (request) => {
  const headers = Object.fromEntries(request.headers);
  return Response.json({ url: request.url, method: request.method, headers, body: await request.text() });
};

test("method, address, headers and body arrive as they were sent", async (context) => {
  const server = await serve(context, tell);
  const headers = ["Host", "Example.com:81", "X-Many", "one", "x-many", "two", "Cookie", "a=1", "Content-Length", "3"];
  const { status, text } = await server.ask("/a/b?c=%2F&d", { method: "PUT", headers, body: "été".slice(0, 2) });
  const told = JSON.parse(text);
  assert.deepEqual([status, told.url, told.method, told.body], [200, "http://example.com:81/a/b?c=%2F&d", "PUT", "ét"]);
  assert.deepEqual([told.headers["x-many"], told.headers.cookie], ["one, two", "a=1"]);
});

test("a request without a body has none", async (context) => {
  const server = await serve(context, (request) => Response.json(request.body === null));
  for (const method of ["GET", "DELETE", "POST"]) {
    assert.equal((await server.ask("/", { method, headers: { "content-length": 0 } })).text, "true", method);
  }
});

test("over TLS the address says so, and behind a mount it is whole", async (context) => {
  const around = (incoming) => {
    incoming.socket.encrypted = true;
    incoming.originalUrl = `/mount${incoming.url}`;
  };
  const server = await serve(context, ({ url }) => new Response(url), { around });
  assert.equal((await server.ask("/a?b")).text, `https://127.0.0.1:${server.port}/mount/a?b`);
});

test("what is no path of this server is refused, and the handler hears nothing of it", async (context) => {
  const heard = [];
  const server = await serve(context, ({ url }) => new Response(heard.push(url)));
  const ask = (line, ...headers) => server.raw(`${[line, ...headers, "Connection: close"].join("\r\n")}\r\n\r\n`);
  const paths = ["http://evil.example/a", "//evil.example/a", "/\\evil.example/a", "/a#b", "*"];
  for (const path of paths) {
    assert.match(await ask(`OPTIONS ${path} HTTP/1.1`, "Host: a"), /^HTTP\/1\.1 400 /, path);
  }
  const hosts = ["", "a@b", "a/b", "a\\b", "a?b", "a#b", "a b", "a, b", "a:b", "a:99999", "[::1", "[::g]", "1.2.3.4.5"];
  for (const host of hosts) {
    assert.match(await ask("GET /a HTTP/1.1", `Host: ${host}`), /^HTTP\/1\.1 400 /, host);
  }
  assert.match(await ask("GET /a HTTP/1.1", "Host: a", "Host: b"), /^HTTP\/1\.1 400 /);
  assert.match(await ask("GET /a HTTP/1.0"), /^HTTP\/1\.1 400 /);
  const msg = "the target of the request or its header `Host` is no address of this server";
  assert.ok((await ask("GET // HTTP/1.1", "Host: a")).includes(JSON.stringify({ code: 400, msg, sent: false })));
  // No Request has this method.
  assert.match(await ask("TRACE /a HTTP/1.1", "Host: a"), /^HTTP\/1\.1 400 /);
  assert.deepEqual(heard, []);
  for (const host of ["a", "a-b.c_d:8080", "[::1]:8080", "127.0.0.1"]) {
    assert.match(await ask("GET /a HTTP/1.1", `Host: ${host}`), /^HTTP\/1\.1 200 /, host);
  }
  assert.equal(heard[2], "http://[::1]:8080/a");
});

test("both bodies are streamed: an answer begins, and goes on, while the question does", async (context) => {
  const server = await serve(context, ({ body }) => new Response(body, { headers: { "x-early": "yes" } }));
  const request = server.open("/");
  request.flushHeaders();
  const [answer] = await once(request, "response");
  assert.equal(answer.headers["x-early"], "yes");
  for (const word of ["one", "two"]) {
    request.write(word);
    assert.equal(String((await once(answer, "data"))[0]), word);
  }
  request.end();
  await once(answer, "end");
});

test("a caller who does not read holds the answer's body back", async (context) => {
  let pulled = 0;
  const pull = (controller) => (pulled++ < CHUNKS ? controller.enqueue(CHUNK) : controller.close());
  const server = await serve(context, () => new Response(new ReadableStream({ pull })));
  const request = server.open("/");
  request.end();
  const [answer] = await once(request, "response");
  await until(() => server.exchanges[0].outgoing.writableNeedDrain);
  await turns();
  assert.ok(pulled < CHUNKS, `${pulled} chunks`);
  let read = 0;
  for await (const chunk of answer) read += chunk.length;
  assert.equal(read, ALL);
});

test("a handler who does not read holds the caller's body back", async (context) => {
  const { open, opened } = gate();
  const server = await serve(context, async (request) => {
    await opened;
    return new Response((await request.arrayBuffer()).byteLength);
  });
  const request = server.open("/");
  request.end(new Uint8Array(ALL));
  await until(() => server.exchanges[0]?.incoming.isPaused());
  await turns();
  assert.ok(server.exchanges[0].incoming.socket.bytesRead < ALL);
  open();
  const [answer] = await once(request, "response");
  assert.equal(await text(answer), String(ALL));
});

test("the signal fires when the caller leaves before there is an answer", async (context) => {
  const [asked, left, cancelled] = [gate(), gate(), gate()];
  const server = await serve(context, async ({ signal }) => {
    asked.open();
    await once(signal, "abort");
    left.open();
    return new Response(new ReadableStream({ cancel: cancelled.open }));
  });
  const request = server.open("/").on("error", () => {});
  request.end();
  await asked.opened;
  request.destroy();
  await left.opened;
  // What is made for nobody is given up as well.
  await cancelled.opened;
});

test("the signal fires also if nothing else is left of the request", async () => {
  // Node tells a signal nothing whose Request was collected, so collection is called for.
  const program = `
    import { once } from "node:events";
    import http from "node:http";
    import { setImmediate } from "node:timers/promises";
    import { toNodeListener } from "a2e-wasm/server/node";
    let signal;
    const handler = (request) => ((signal = request.signal), new Promise(() => {}));
    const server = http.createServer(toNodeListener(handler)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const request = http.get({ port: server.address().port, host: "127.0.0.1" }).on("error", () => {});
    const [, outgoing] = await once(server, "request");
    for (let turn = 0; turn < 10; turn++) {
      await setImmediate();
      gc();
    }
    request.destroy();
    await once(outgoing, "close");
    console.log(signal.aborted);
    server.close();`;
  const ended = await app.run("collected.mjs", program, { node: ["--expose-gc"] });
  assert.deepEqual(ended, { stdout: "true\n", stderr: "", code: 0 });
});

test("a caller who leaves in the middle ends both bodies", async (context) => {
  const [left, cancelled, failed] = [gate(), gate(), gate()];
  const server = await serve(context, ({ body, signal }) => {
    signal.onabort = left.open;
    body.pipeTo(new WritableStream()).catch(failed.open);
    const start = (controller) => controller.enqueue(CHUNK);
    return new Response(new ReadableStream({ start, cancel: cancelled.open }));
  });
  const request = server.open("/").on("error", () => {});
  request.write("the first half");
  const [answer] = await once(request, "response");
  answer.on("error", () => {}).resume();
  request.destroy();
  await Promise.all([left.opened, cancelled.opened, failed.opened]);
});

test("the signal is silent when all went well", async (context) => {
  const signals = [];
  const server = await serve(context, ({ signal }) => new Response(signals.push(signal)));
  await server.ask("/");
  await until(() => server.exchanges[0].outgoing.closed);
  await turns();
  assert.deepEqual(signals.map(({ aborted }) => aborted), [false]);
});

test("status and headers come back, each cookie by itself, and those of the connection are its own", async (context) => {
  const headers = new Headers({ "x-one": "1", "keep-alive": "timeout=77", connection: "close" });
  for (const cookie of ["a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT", "b=2"]) headers.append("set-cookie", cookie);
  const around = (_incoming, outgoing) => outgoing.setHeader("set-cookie", ["session=1"]);
  const server = await serve(context, () => new Response("gone", { status: 410, headers }), { around });
  const agent = new http.Agent({ keepAlive: true });
  context.after(() => agent.destroy());
  const answer = await server.ask("/", { agent });
  assert.deepEqual([answer.status, answer.text, answer.headers["x-one"]], [410, "gone", "1"]);
  assert.deepEqual(answer.headers["set-cookie"], ["session=1", ...headers.getSetCookie()]);
  assert.deepEqual([answer.headers.connection, answer.headers["keep-alive"]], ["keep-alive", "timeout=5"]);
});

test("the status comes back through a compression that holds the headers until the body begins", async (context) => {
  const around = (_incoming, outgoing) => {
    const { writeHead, write } = outgoing;
    let held;
    outgoing.writeHead = (status) => {
      held = status;
      return outgoing;
    };
    outgoing.write = (...args) => {
      if (!outgoing.headersSent) writeHead.call(outgoing, held);
      return write.apply(outgoing, args);
    };
  };
  const server = await serve(context, () => new Response("gone", { status: 410 }), { around });
  const { status, text } = await server.ask("/");
  assert.deepEqual([status, text], [410, "gone"]);
});

test("HEAD has the headers and no body, and 204 has none either", async (context) => {
  const cancelled = gate();
  const server = await serve(context, ({ method }) => {
    if (method !== "HEAD") return new Response(null, { status: 204 });
    return new Response(new ReadableStream({ cancel: cancelled.open }), { headers: { "content-length": "7" } });
  });
  const { status, headers, text } = await server.ask("/", { method: "HEAD" });
  assert.deepEqual([status, headers["content-length"], text], [200, "7", ""]);
  await cancelled.opened;
  assert.equal((await server.ask("/")).status, 204);
});

test("a handler that fails is a bare 500", async (context) => {
  const secret = new Error("sk_secret");
  const failures = {
    throws: () => { throw secret; },
    rejects: () => Promise.reject(secret),
    "answers nothing": () => undefined,
    "answers what failed": () => Response.error(),
  };
  for (const [name, handler] of Object.entries(failures)) {
    const server = await serve(context, handler);
    const { status, text, headers } = await server.ask("/", { method: "GET" });
    assert.deepEqual([status, text], [500, ""], name);
    assert.ok(!JSON.stringify(headers).includes("secret"), name);
  }
});

test("a body that fails does not look like a whole one", async (context) => {
  const { open, opened } = gate();
  const server = await serve(context, () => {
    const start = (controller) => controller.enqueue(CHUNK);
    const pull = (controller) => opened.then(() => controller.error(new Error("sk_secret")));
    return new Response(new ReadableStream({ start, pull }));
  });
  const request = server.open("/");
  request.end();
  const [answer] = await once(request, "response");
  answer.once("data", open);
  await assert.rejects(once(answer, "end"), { code: "ECONNRESET" });
});

test("what is left of a body does not stand in the way of the next request", async (context) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  context.after(() => agent.destroy());
  const ways = { ignored: () => {}, cancelled: ({ body }) => body.cancel() };
  for (const [name, way] of Object.entries(ways)) {
    const server = await serve(context, async (request) => {
      if (request.body) await way(request);
      return new Response(name);
    });
    assert.equal((await server.ask("/", { agent, body: new Uint8Array(ALL) })).text, name);
    assert.equal((await server.ask("/", { agent, method: "GET" })).text, name);
    assert.equal(new Set(server.exchanges.map(({ incoming }) => incoming.socket)).size, 1, name);
  }
});

test("HTTP/2 is served as well, without the headers that it begins with", async (context) => {
  const server = await serve(context, async (request) => {
    if (request.url.endsWith("/broken")) return new Response(new ReadableStream({ start: (own) => own.error(1) }));
    const answer = await tell(request);
    answer.headers.set("connection", "close");
    return answer;
  }, { create: http2.createServer });
  const session = http2.connect(server.url);
  context.after(() => session.destroy());

  const ask = (headers, body) => session.request(headers).end(body);
  const posted = JSON.parse(await text(ask({ ":path": "/a?b", ":method": "POST", "x-one": "1" }, "body")));
  assert.deepEqual([posted.url, posted.method, posted.body], [`${server.url}/a?b`, "POST", "body"]);
  assert.deepEqual(posted.headers, { "x-one": "1" });
  assert.equal(JSON.parse(await text(ask({ ":path": "/", ":method": "POST" }))).body, "");

  const refused = ask({ ":path": "//evil.example/" });
  assert.equal((await once(refused, "response"))[0][":status"], 400);
  await assert.rejects(text(ask({ ":path": "/broken" })), { code: "ERR_HTTP2_STREAM_ERROR" });
});

test("`require` gets it too", async () => {
  const program = 'console.log(Object.keys(require("a2e-wasm/server/node")).join())';
  assert.deepEqual(await app.run("node.cjs", program), { stdout: "toNodeListener\n", stderr: "", code: 0 });
});
