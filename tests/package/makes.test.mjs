// Requests and answers of other makes at the proxy: node-fetch has bodies that are streams of Node.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { after, test } from "node:test";
import fetch3, { Request as Request3, Response as Response3 } from "node-fetch";
import fetch2, { Response as Response2 } from "node-fetch-2";
import { id } from "./scripted.mjs";
import { App, SWAP } from "./support.mjs";

const LIMIT = { timeout: 60_000 };
const SECRET = "a secret that nobody would ever guess";

const app = await App.install();
const { createProxy, memoryOwners, signWebhook, verifyWebhook } = await app.import("a2e-wasm/server");

/** What the service answers: a status, headers and a text. */
let said;
const arrived = [];
const server = http.createServer(async (request, response) => {
  const { method, url } = request;
  arrived.push([method, url, Buffer.concat(await request.toArray()).toString()]);
  const [status, headers, text] = said;
  response.writeHead(status, headers).end(text);
});
await once(server.listen(0, "127.0.0.1"), "listening");
after(() => {
  server.close();
  server.closeAllConnections();
});

const JSON_TYPE = { "content-type": "application/json" };
const place = "https://app.example/api/a2e/api/v1/";

function proxyOf(fetch, options) {
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  const authorize = () => "ada";
  return createProxy({ token: "sk_makes_of_others", baseUrl, authorize, allow: ["account.coins", "imageToVideo.extendPrompt", "faceSwap"], owners: memoryOwners(), fetch, ...options });
}

async function told(response) {
  return [response.status, response.headers.get("content-type"), await response.text()];
}

for (const [name, fetch] of Object.entries({ "node-fetch 2": fetch2, "node-fetch 3": fetch3, "Node's own": undefined })) {
  test(`answers of ${name} go on`, LIMIT, async () => {
    const proxy = proxyOf(fetch);
    const coins = () => proxy(new Request(`${place}user/remainingCoins`)).then(told);
    said = [200, JSON_TYPE, '{"code":0,"data":{"coins":7}}'];
    assert.deepEqual(await coins(), [200, "application/json", '{"code":0,"data":{"coins":7}}']);
    said = [200, { "content-type": "text/event-stream" }, "data: sk_makes_of_others\n\n"];
    const prompt = { method: "POST", headers: JSON_TYPE, body: '{"stream":true}' };
    const stream = await proxy(new Request(`${place}userImage2Video/prompt_extension`, prompt));
    assert.deepEqual(await told(stream), [200, "text/event-stream", "data: [token]\n\n"]);
    for (const odd of [[302, { location: "https://elsewhere.example" }, "moved"], [502, { "content-type": "text/html" }, "<p>"]]) {
      said = odd;
      const [status, type, text] = await coins();
      assert.deepEqual([status, type, JSON.parse(text).msg === "the proxy failed"], [502, "application/json", false], text);
    }
  });
}

for (const [name, fetch] of Object.entries({ "node-fetch 2": fetch2, "node-fetch 3": fetch3, "a function with Node's own": (...given) => globalThis.fetch(...given) })) {
  test(`an upload goes through the proxy by ${name}`, LIMIT, async () => {
    const proxy = proxyOf(fetch, { allow: ["storage.upload"], proxyUploads: true, secret: SECRET });
    const uploadUrl = `http://127.0.0.1:${server.address().port}/put`;
    said = [200, JSON_TYPE, JSON.stringify({ code: 0, data: { uploadUrl, cdnUrl: "https://cdn.example/a.png", key: "a.png" } })];
    const body = JSON.stringify({ key: "a.png", contentType: "image/png", fileSize: 3 });
    const given = await proxy(new Request(`${place}r2/upload-presigned-url`, { method: "POST", headers: JSON_TYPE, body }));
    const { data } = await given.json();
    arrived.length = 0;
    const headers = { "content-type": "image/png", "content-length": "3" };
    const { status } = await proxy(new Request(data.uploadUrl, { method: "PUT", headers, body: "abc" }));
    assert.deepEqual([status, arrived], [200, [["PUT", "/put", "abc"]]]);
  });
}

for (const [name, Make] of Object.entries({ "node-fetch 3": Request3, "Node's own": Request })) {
  const init = (body) => ({ method: "POST", headers: { ...JSON_TYPE, "content-length": String(body.length) }, body });

  test(`a request of ${name} is read`, LIMIT, async () => {
    const body = JSON.stringify(SWAP);
    said = [200, JSON_TYPE, JSON.stringify({ code: 0, data: { _id: id(1), current_status: "initialized" } })];
    arrived.length = 0;
    const [status] = await told(await proxyOf(undefined)(new Make(`${place}userFaceSwapTask/add`, init(body))));
    assert.deepEqual([status, arrived.map(([method]) => method), JSON.parse(arrived[0][2])], [200, ["POST"], SWAP]);
  });

  test(`a webhook in a request of ${name} is read`, LIMIT, async () => {
    const { params } = await signWebhook("https://app.example/hook", { secret: SECRET, family: "faceSwap", nonce: "n" });
    const request = new Make(params.webhook_url, init(JSON.stringify({ _id: id(1) })));
    request.headers.set("x-a2e-webhook-token", params.webhook_token);
    assert.deepEqual(await verifyWebhook(request, { secret: SECRET }), { family: "faceSwap", nonce: "n", id: id(1) });
  });
}

test("the module for a2e-wasm/slim may come in a Response of another make", LIMIT, async () => {
  const bytes = await app.read("a2e_wasm_bg.wasm", null);
  const { createClient } = await app.import("a2e-wasm/slim");
  const options = { token: "sk_makes", fetch: async () => Response.json({ code: 0, data: { coins: 7 } }) };
  for (const Make of [Response2, Response3, Response]) {
    const module = new Make(bytes, { headers: { "content-type": "application/wasm" } });
    const a2e = await createClient({ ...options, module });
    assert.equal((await a2e.account.coins()).coins, 7);
  }
});
