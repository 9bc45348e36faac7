// Answers that arrive in parts, callers who go away, and what else a page notices of a proxy between it and the service.

import { API, COINS, JSON_TYPE, SWAP, TASKS } from "./attacks/forms.mjs";
import { Raw, bytesOf } from "./raw.mjs";

const EVENTS = { "content-type": "text/event-stream; charset=utf-8" };
const prompt = (place) => ({
  method: "POST", target: `/api/${place}/api/v1/userImage2Video/prompt_extension`,
  headers: { "x-user": "bob", "Content-Type": JSON_TYPE }, body: `{"stream":true}`,
});
const read = (headers = {}, place = "odd") => ({ target: COINS.replace("a2e", place), headers: { "x-user": "bob", ...headers } });

/** Each gives what is wrong, if anything. */
const CHECKS = {
  async "a first part comes before the last one is sent"(scene, place) {
    const { raw, response } = await opened(scene, prompt(place), EVENTS);
    response.write("event: delta\ndata: first\n\n");
    const part = await raw.until((text) => text.includes("data: first"));
    response.end("event: done\ndata: last\n\n");
    const whole = await raw.until((text) => text.includes("data: last"));
    raw.close();
    scene.said.push(whole);
    if (part.includes("data: last")) return "the parts came together";
    if (!/content-type: text\/event-stream/i.test(whole)) return `the type is another: ${whole}`;
    return whole.includes("data: last") ? undefined : `the last part is missing: ${whole}`;
  },

  async "the token in two parts is not seen"(scene, place) {
    const { token } = scene.facts;
    const { raw, response } = await opened(scene, prompt(place), EVENTS);
    for (const [index, end] of [1, 5, token.length - 1].entries()) {
      // What stands before it shows that this part has been through.
      response.write(`data: mark ${index}\n\n${token.slice(0, end)}`);
      await raw.until((text) => text.includes(`mark ${index}`));
      response.write(`${token.slice(end)}\n\n`);
    }
    response.end("data: end\n\n");
    const whole = await raw.until((text) => text.includes("data: end"));
    raw.close();
    scene.said.push(whole);
    return whole.split("[token]").length === 4 ? undefined : `it is not hidden three times: ${whole}`;
  },

  async "a letter in two parts is whole"(scene, place) {
    const letter = Buffer.from("日");
    const { raw, response } = await opened(scene, prompt(place), EVENTS);
    response.write(Buffer.concat([Buffer.from("data: mark\n\n"), letter.subarray(0, 1)]));
    await raw.until((text) => text.includes("mark"));
    response.end(Buffer.concat([letter.subarray(1), Buffer.from("data: end\n\n")]));
    const whole = await raw.until((text) => text.includes("data: end"));
    raw.close();
    return Buffer.from(whole).includes(letter) ? undefined : `it is not: ${whole}`;
  },

  async "a caller who leaves in the middle ends the request"(scene, place) {
    const { raw, response } = await opened(scene, prompt(place), EVENTS);
    response.write("data: first\n\n");
    await raw.until((text) => text.includes("data: first"));
    return left(raw, response);
  },

  async "a caller who leaves before the answer ends the read"(scene, place) {
    const { raw, response } = await opened(scene, read({}, place));
    return left(raw, response);
  },

  async "a caller who leaves before the answer of a start does not end it"(scene) {
    const start = { method: "POST", target: `${TASKS}/add`.replace("a2e", "odd"), body: JSON.stringify(SWAP) };
    const { raw, response } = await opened(scene, { ...start, headers: { "x-user": "bob", "Content-Type": JSON_TYPE } });
    raw.leave();
    // Another request is through: the server knows by now that the caller has left.
    await scene.send({ target: COINS, headers: { "x-user": "bob" } });
    const id = "a".repeat(24);
    response.writeHead(200, { "content-type": JSON_TYPE }).end(JSON.stringify({ code: 0, data: { _id: id } }));
    scene.upstream.play = (_, answer) => answer.writeHead(200, { "content-type": JSON_TYPE }).end('{"code":0,"data":{}}');
    const get = { target: `${TASKS}/${id}`.replace("a2e", "odd"), headers: { "x-user": "bob" } };
    // Its owner is noted a moment later.
    while ((await scene.send(get)).status === 404);
  },

  async "a service that hangs up in the middle is not taken for the end"(scene, place) {
    const { raw, response } = await opened(scene, prompt(place), EVENTS);
    response.write("data: first\n\n");
    await raw.until((text) => text.includes("data: first"));
    response.destroy();
    const whole = await raw.until((text) => /\r\n0\r\n\r\n$/.test(text));
    raw.close();
    return /\r\n0\r\n\r\n$/.test(whole) ? "the answer ended as if it were whole" : undefined;
  },

  async "what the service says of waiting and tracing passes"(scene, place) {
    scene.upstream.play = (_, response) =>
      response.writeHead(429, { "content-type": JSON_TYPE, "retry-after": "7", "x-trace-id": "trace-1", "x-request-id": "request-1" }).end('{"code":429,"msg":"slow"}');
    const { status, headers, body } = await scene.send(read({}, place));
    const [retry, trace, request] = ["retry-after", "x-trace-id", "x-request-id"].map((name) => headers.get(name));
    const all = JSON.stringify([status, retry, trace, request, JSON.parse(body).code]);
    return all === '[429,"7","trace-1","request-1",429]' ? undefined : all;
  },

  async "a language goes on"(scene, place) {
    const before = scene.upstream.seen.length;
    scene.upstream.play = (_, response) => response.writeHead(200, { "content-type": JSON_TYPE }).end("{}");
    await scene.send(read({ "X-Lang": "fr" }, place));
    const language = scene.upstream.seen[before].headers["x-lang"];
    return language === "fr" ? undefined : `it is ${language}`;
  },

  async "a page of a named origin is let in, and no other"(scene) {
    const { origin } = scene.facts;
    const told = async (request) => {
      const { status, headers } = await scene.send(request);
      return [status, headers.get("access-control-allow-origin"), headers.get("vary"), headers.get("access-control-allow-credentials")];
    };
    const asked = { "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, x-user" };
    const preflight = (from) => ({ method: "OPTIONS", target: `${TASKS}/add`, headers: { Origin: from, ...asked } });
    const seen = [
      await told(read({ Origin: origin }, "a2e")),
      await told({ target: `${API}/token/list`, headers: { Origin: origin, "x-user": "bob" } }),
      await told(preflight(origin)),
      await told(preflight("https://evil.example")),
      await told(read({}, "a2e")),
    ];
    const wanted = [[200, origin], [403, origin], [204, origin], [403, undefined], [200, undefined]];
    const right = wanted.map(([status, from]) => [status, from, "origin", undefined]);
    return JSON.stringify(seen).toLowerCase() === JSON.stringify(right) ? undefined : JSON.stringify(seen);
  },

  async "a preflight names methods and headers"(scene) {
    const asked = { "Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "x-user" };
    const { headers } = await scene.send({ method: "OPTIONS", target: COINS, headers: { Origin: scene.facts.origin, ...asked } });
    const [methods, names] = ["methods", "headers"].map((name) => headers.get(`access-control-allow-${name}`));
    return /DELETE/.test(methods) && names === "x-user" ? undefined : `${methods}; ${names}`;
  },
};

/** The checks, of which those that have a place are done for both ways in which answers are relayed. */
export function streams(scene) {
  return Object.entries(CHECKS).flatMap(([name, check]) => {
    const places = check.length > 1 ? ["odd", "shared"] : [""];
    return places.map((place) => ({ name: `stream: ${name} ${place}`.trim(), check: () => check(scene, place) }));
  });
}

/** A request that has arrived at the service by hand, which has not answered it yet, or has begun to. */
async function opened(scene, request, head) {
  const { upstream, server, host } = scene;
  upstream.play = (_, response) => head && response.writeHead(200, head).flushHeaders();
  const before = upstream.seen.length;
  const raw = await Raw.open(server.port);
  raw.write(bytesOf({ host, ...request }));
  const { response } = await upstream.after(before);
  return { raw, response };
}

async function left(raw, response) {
  const closed = new Promise((over) => response.once("close", over));
  raw.leave();
  await closed;
  return response.writableFinished ? "the answer was finished" : undefined;
}
