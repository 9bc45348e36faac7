// Other people's servers before `toNodeListener`: what reads the body first, and what stands between the page and the proxy.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { test } from "node:test";
import express from "express";
import express4 from "express-4";
import Fastify from "fastify";
import { createProxyMiddleware } from "http-proxy-middleware";
import Koa from "koa";
import koaBody from "koa-bodyparser";
import { ID, SECRET, SWAP, TASKS, places, read } from "./place.mjs";
import { App, failure } from "./support.mjs";

const app = await App.install();
const place = await places(app);
const { createClient } = await app.import();
const { signWebhook, verifyWebhook } = await app.import("a2e-wasm/server");
const { toNodeListener } = await app.import("a2e-wasm/server/node");

/** Serves until the test ends; gives the address. */
async function serve(context, listener) {
  const server = http.createServer(listener);
  await once(server.listen(0, "127.0.0.1"), "listening");
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${server.address().port}`;
}

/** Express with something before the listener. */
const after = (make, ...before) => (listener) => make().use(...before).use("/api/a2e", listener);
/** A host that reads the body itself and leaves something at the request. */
const hosted = (leave) => (listener) => async (incoming, outgoing) => {
  const bytes = Buffer.concat(await incoming.toArray());
  leave(incoming, bytes);
  listener(incoming, outgoing);
};
const keep = (request, _, bytes) => void (request.rawBody = bytes);

const GOOD = {
  "nothing before it": (listener) => listener,
  "Express 5 before express.json()": (listener) => express().use("/api/a2e", listener).use(express.json()),
  "Express 5 behind express.json()": after(express, express.json()),
  "Express 5 behind express.json() that keeps the bytes": after(express, express.json({ verify: keep })),
  "Express 5 behind express.raw()": after(express, express.raw({ type: "*/*" })),
  "Express 5 behind express.text()": after(express, express.text({ type: "*/*" })),
  "Express 4 behind express.json()": after(express4, express4.json()),
  "Express 4 behind a parser of something else": after(express4, express4.urlencoded({ extended: true })),
  "Koa before its parser": (listener) => {
    const koa = new Koa();
    koa.use((context) => {
      context.respond = false;
      listener(context.req, context.res);
    });
    return koa.use(koaBody()).callback();
  },
  "Cloud Functions": hosted((incoming, bytes) => Object.assign(incoming, { rawBody: bytes, body: JSON.parse(bytes) })),
  "Next's pages/api": hosted((incoming, bytes) => Object.defineProperty(incoming, "body", { get: () => JSON.parse(bytes) })),
  "Fastify before it parses": async (listener) => {
    const fastify = Fastify();
    fastify.addHook("onRequest", async (request, reply) => {
      reply.hijack();
      listener(request.raw, reply.raw);
    });
    await fastify.ready();
    return fastify.routing;
  },
};

/** Koa behind its parser, and Fastify in a route; `hand` may put what they parsed where the listener finds it. */
const koa = (hand) => (listener) => {
  const koa = new Koa().use(koaBody());
  return koa.use((context) => {
    context.respond = false;
    hand(context);
    listener(context.req, context.res);
  }).callback();
};
const fastify = (hand) => async (listener) => {
  const fastify = Fastify();
  fastify.all("/*", (request, reply) => {
    reply.hijack();
    hand(request);
    listener(request.raw, reply.raw);
  });
  await fastify.ready();
  return fastify.routing;
};

const HANDED = {
  "Koa behind its parser": koa(({ req, request }) => Object.assign(req, { rawBody: request.rawBody })),
  "Fastify in a route": fastify(({ raw, body }) => Object.assign(raw, { body })),
};

for (const [name, mount] of Object.entries({ ...GOOD, ...HANDED })) {
  test(`a start gets through whole: ${name}`, async (context) => {
    const { proxy, sent } = place();
    const origin = await serve(context, await mount(toNodeListener(proxy)));
    const a2e = await createClient({ baseUrl: `${origin}/api/a2e` });
    const task = await a2e.faceSwap.start(SWAP);
    assert.deepEqual([task.id, sent.map(({ body }) => JSON.parse(body))], [ID, [SWAP]]);
  });
}

const LOST = {
  "Koa behind its parser": koa(() => {}),
  "Fastify in a route": fastify(() => {}),
  "a parser that fails": hosted((incoming) => Object.defineProperty(incoming, "body", { get: () => JSON.parse("") })),
  "a parser of something else": hosted((incoming) => Object.assign(incoming, { body: undefined })),
};
const MOUNT =
  'mount the proxy before body parsers (in Express, `app.use("/api/a2e", toNodeListener(proxy))` above `app.use(express.json())`), ' +
  "or leave the bytes in `request.rawBody`";

for (const [name, mount] of Object.entries(LOST)) {
  test(`a start whose body is lost is refused: ${name}`, async (context) => {
    const { proxy, sent } = place();
    const origin = await serve(context, await mount(toNodeListener(proxy)));
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(SWAP) };
    const msg = `the body was read before the proxy could read it: ${MOUNT}, or what was parsed in \`request.body\``;
    assert.deepEqual(await read(fetch(`${origin}/api/a2e${TASKS}/add`, init)), { status: 500, code: 500, msg, sent: false });
    // What has no body goes on.
    assert.equal((await fetch(`${origin}/api/a2e/nothing`)).status, 404);
    assert.deepEqual(sent, []);
  });
}

test("the body of a form is not taken for JSON", async (context) => {
  const { proxy, sent } = place({ proxyUploads: true, secret: SECRET });
  const origin = await serve(context, after(express, express.urlencoded({ extended: true }))(toNodeListener(proxy)));
  const init = { method: "PUT", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=b" };
  assert.equal((await fetch(`${origin}/api/a2e/upload?url=x`, init)).status, 500);
  assert.deepEqual(sent, []);
});

test("what a parser decompressed arrives as it is", async (context) => {
  const { proxy, sent } = place();
  const origin = await serve(context, after(express, express.json())(toNodeListener(proxy)));
  const body = await new Response(new Blob([JSON.stringify(SWAP)]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
  const headers = { "content-type": "application/json", "content-encoding": "gzip" };
  assert.equal((await fetch(`${origin}/api/a2e${TASKS}/add`, { method: "POST", headers, body })).status, 200);
  assert.deepEqual(JSON.parse(sent[0].body), SWAP);
});

test("a body that is shorter than it says, or was read before, is refused", async () => {
  const { proxy, sent, told } = place();
  const ask = (body, headers = {}) => {
    const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers }, duplex: "half" };
    return new Request(`https://app.example/api/a2e${TASKS}/add`, init);
  };
  const short = `the body is shorter than its \`content-length\`: it broke off, or was read before; ${MOUNT}`;
  const stream = new Response("").body ?? new ReadableStream({ start: (own) => own.close() });
  for (const body of [stream, JSON.stringify(SWAP)]) {
    const refused = await read(proxy(ask(body, { "content-length": "1000" })));
    assert.deepEqual(refused, { status: 400, code: 400, msg: short, sent: false });
  }
  const spent = ask(JSON.stringify(SWAP));
  await spent.json();
  const gone = { status: 500, code: 500, msg: `the body was read before the proxy could read it: read \`request.clone()\` in \`authorize\`, and ${MOUNT}`, sent: false };
  assert.deepEqual(await read(proxy(spent)), gone);
  assert.deepEqual(await read(proxy(ask(null, { "content-length": "10" }))), gone);
  assert.equal(told.length, 4);
  assert.deepEqual(sent, []);

  const greedy = place({ authorize: async (request) => (await request.json()).name });
  assert.deepEqual(await read(greedy.start()), gone);
  assert.equal(await place({ authorize: async (request) => (await request.clone().json()).name }).start().then(({ status }) => status), 200);
});

/** What a server tells of a webhook's call, and what it should. */
async function called(context, mount) {
  const { params, nonce } = await signWebhook("http://127.0.0.1/hook", { secret: SECRET, family: "faceSwap" });
  const origin = await serve(context, mount);
  const headers = { "content-type": "application/json", "x-a2e-webhook-token": params.webhook_token };
  const { search } = new URL(params.webhook_url);
  const answer = await fetch(`${origin}/hook${search}`, { method: "POST", headers, body: JSON.stringify({ data: { _id: ID } }) });
  return { told: await answer.json(), wanted: { family: "faceSwap", nonce, id: ID } };
}
const verify = async (request, response) => {
  const outcome = await verifyWebhook(request, { secret: SECRET }).catch(({ message }) => ({ message }));
  response.end(JSON.stringify(outcome));
};
const HOOKS = {
  "Node's request": verify,
  "Express 5 without a parser": express().use(verify),
  "Express 5 behind express.json()": express().use(express.json()).use(verify),
  "Express 5 behind a mount": express().use("/hook", verify),
  "Express 5 behind express.raw()": express().use(express.raw({ type: "*/*" })).use(verify),
  "Express 4 behind express.json()": express4().use(express4.json()).use(verify),
  "Koa behind its parser": new Koa().use(koaBody()).use(({ request, res }) => verify(request, res)).callback(),
  "a part of a request": express().use(express.json()).use(({ originalUrl, method, headers, body }, response) =>
    verify({ url: `http://x${originalUrl}`, method, headers: new Headers(headers), body }, response)),
  "toNodeListener behind express.json()": express().use(express.json()).use(toNodeListener(async (request) =>
    Response.json(await verifyWebhook(request, { secret: SECRET })))),
};

for (const [name, mount] of Object.entries(HOOKS)) {
  test(`a webhook is verified: ${name}`, async (context) => {
    const { told, wanted } = await called(context, mount);
    assert.deepEqual(told, wanted);
  });
}

test("a webhook whose body is lost says so", async (context) => {
  const { told } = await called(context, hosted(() => {})(verify));
  const words = "was read before, and its body is gone: call this before a body parser, or leave the bytes in `request.rawBody`, or what was " +
    "parsed in `request.body`";
  assert.deepEqual(told, { message: `verifyWebhook: \`request\` ${words}` });
});

test("a reverse proxy of others between page and proxy changes the host, and starts go on", async (context) => {
  const { proxy, sent } = place();
  const target = await serve(context, toNodeListener(proxy));
  for (const changeOrigin of [true, false]) {
    const front = await serve(context, express().use(createProxyMiddleware({ target, changeOrigin, pathFilter: "/api" })));
    const start = (headers) => {
      const init = { method: "POST", body: JSON.stringify(SWAP), headers: { "content-type": "application/json", ...headers } };
      return fetch(`${front}/api/a2e${TASKS}/add`, init);
    };
    // As a browser sends it for a page of this front, and for one of somebody else.
    assert.equal((await start({ origin: front, "sec-fetch-site": "same-origin" })).status, 200);
    assert.equal((await start({ origin: "https://evil.example", "sec-fetch-site": "cross-site" })).status, 403);
    assert.equal((await start({ origin: front })).status, changeOrigin ? 403 : 200);
  }
  assert.equal(sent.length, 3);
});

test("mistakes in the use of webhooks are named, and a call of somebody else is none", async () => {
  const field = async (attempt) => {
    const { kind, field, message } = await failure(attempt);
    assert.equal(kind, "config");
    return [field, message];
  };
  const hook = "https://app.example/hook";
  const short = "`secret` is too short, or no text: it must be a text of 32 characters at least";
  for (const secret of ["x", "a".repeat(31), 7, {}, new Uint8Array(32)]) {
    assert.deepEqual(await field(signWebhook(hook, { secret })), ["secret", `signWebhook: ${short}`]);
    assert.deepEqual(await field(verifyWebhook(new Request(hook), { secret })), ["secret", `verifyWebhook: ${short}`]);
  }
  const missing = "`secret` is missing: it must be a text of 32 characters at least";
  for (const options of [undefined, {}, { secret: null }]) {
    assert.deepEqual(await field(signWebhook(hook, options)), ["secret", `signWebhook: ${missing}`]);
    assert.deepEqual(await field(verifyWebhook(new Request(hook), options)), ["secret", `verifyWebhook: ${missing}`]);
  }
  for (const request of [undefined, {}, { url: hook }, "https://app.example/hook"]) {
    assert.equal((await field(verifyWebhook(request, { secret: SECRET })))[0], "request");
  }
  for (const more of [{ nonce: "" }, { nonce: 7 }, { nonce: "\ud800" }]) {
    assert.equal((await field(signWebhook(hook, { secret: SECRET, ...more })))[0], "nonce");
  }
  assert.equal((await field(signWebhook(hook, { secret: SECRET, family: null })))[0], "family");
  for (const url of ["/hook", `${hook}?a=b`, `${hook}#a`]) assert.equal((await field(signWebhook(url, { secret: SECRET })))[0], "webhookUrl");
  for (const request of [new Request(hook), { method: "POST", url: "//", headers: {} }, { method: "POST", url: "/hook?nonce=a", headers: {} }]) {
    assert.equal(await verifyWebhook(request, { secret: SECRET }), undefined);
  }
});

test("the id of a webhook is a text", async () => {
  const { params } = await signWebhook("https://app.example/hook", { secret: SECRET, nonce: "n" });
  const headers = { "x-a2e-webhook-token": params.webhook_token };
  for (const [body, id] of [[{ _id: ID }, ID], [{ _id: [ID] }, undefined], [{ _id: [[ID]], task_id: ID }, ID], [{ data: { id: 7 } }, undefined]]) {
    const request = new Request(params.webhook_url, { method: "POST", headers, body: JSON.stringify(body) });
    assert.deepEqual(await verifyWebhook(request, { secret: SECRET }), { family: undefined, nonce: "n", ...(id && { id }) });
  }
});
