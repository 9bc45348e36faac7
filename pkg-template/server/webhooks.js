// Webhooks: the service calls an address with a token, and both were made here before the start.

import { mistake } from "./mistakes.js";
import { isSealOf, seal, usable } from "./seals.js";
import { webStream } from "./streams.js";
import { KEEP, isTaken, leftOf } from "./taken.js";

/** The longest body that is looked at; what is longer wakes all the same. */
const MOST = 65_536;
const TOKEN = "x-a2e-webhook-token";

/**
 * What a start takes for the service to tell of its end: two parameters. The nonce is what `verifyWebhook` then gives, and
 * by default a random one.
 */
export async function signWebhook(webhookUrl, options) {
  const secret = usable("signWebhook", options?.secret);
  const { family = "", nonce = crypto.randomUUID() } = options;
  for (const [field, value] of Object.entries({ family, nonce })) {
    // Half a character comes back out of an address as another one.
    if (typeof value !== "string" || !value.isWellFormed()) throw mistake("signWebhook", field, "must be a well-formed text");
  }
  if (!nonce) throw mistake("signWebhook", "nonce", "must not be empty");
  if (!URL.canParse(webhookUrl)) throw mistake("signWebhook", "webhookUrl", "must be an address, such as `https://app.example.com/hook`");
  const url = new URL(webhookUrl);
  if (url.search || url.hash) throw mistake("signWebhook", "webhookUrl", "must have no query and no fragment");
  url.search = String(new URLSearchParams({ family, nonce }));
  return { nonce, params: { webhook_url: url.href, webhook_token: await seal(secret, "webhook", family, nonce) } };
}

/**
 * Whether a request is the service's call for a start of this proxy. Gives what the address says, and the id of the task
 * where the body names one; `undefined` for any other request. It is a reason to look and nothing more.
 */
export async function verifyWebhook(request, options) {
  const secret = usable("verifyWebhook", options?.secret);
  const { method, headers, originalUrl, url } = Object(request);
  const address = originalUrl ?? url;
  if (typeof address !== "string" || typeof headers !== "object") {
    throw mistake("verifyWebhook", "request", "must be a Request, or a request of Node's or of what is built on it, such as Express'");
  }
  // Node's have no host in their address.
  if (method !== "POST" || !URL.canParse(address, "http://localhost")) return undefined;
  const { searchParams } = new URL(address, "http://localhost");
  const hook = { family: searchParams.get("family") ?? "", nonce: searchParams.get("nonce") ?? "" };
  const given = headerOf(headers, TOKEN);
  if (!hook.nonce || !(await isSealOf(given, secret, "webhook", hook.family, hook.nonce))) return undefined;
  const body = await bodyOf(request);
  if (body === undefined) {
    throw mistake("verifyWebhook", "request", `was read before, and its body is gone: call this before a body parser, or ${KEEP}`);
  }
  const id = idIn(body);
  return { family: hook.family || undefined, nonce: hook.nonce, ...(id && { id }) };
}

/** A header of `Headers`, or of an object as Node has it. */
function headerOf(headers, name) {
  if (typeof headers?.get === "function") return headers.get(name) ?? "";
  const value = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === "string" ? value : "";
}

/** The text of the body: empty if there is none, if it is too long or broke off; nothing if another one has read it. */
async function bodyOf(request) {
  const { bodyUsed, headers } = request;
  // `body` of a request of Node's is what a parser has left.
  const body = typeof request.on === "function" ? request.body : webStream(request.body);
  const isExpected = Number(headerOf(headers, "content-length")) > 0 || headerOf(headers, "transfer-encoding") !== "";
  const gone = isExpected ? undefined : "";
  if (bodyUsed || body?.locked) return undefined;
  if (typeof body?.getReader === "function") return (await textOf(body)) ?? gone;
  if (typeof request.on === "function" && !isTaken(request)) return (await textOf(streamOf(request))) ?? gone;
  // A webhook is JSON, whatever its type says.
  const left = leftOf(request, "application/json");
  return left ? new TextDecoder().decode(left) : gone;
}

/** The bytes of a request of Node's. It is read to its end, because one that is given up takes its connection along. */
function streamOf(incoming) {
  let isOver = false;
  const end = (close) => () => {
    if (!isOver) close();
    isOver = true;
  };
  const start = (controller) => {
    incoming.on("data", (chunk) => isOver || controller.enqueue(new Uint8Array(chunk)));
    incoming.once("end", end(() => controller.close()));
    incoming.once("error", end(() => controller.error(new Error("the request broke off"))));
    incoming.once("close", end(() => controller.error(new Error("the request broke off"))));
  };
  return new ReadableStream({ start, cancel: () => void (isOver = true) });
}

/** The text of a stream; empty if it is too long or breaks off, nothing if it holds nothing. */
async function textOf(stream) {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let text = "";
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length > 0 ? text + decoder.decode() : undefined;
      length += value.byteLength;
      if (length > MOST) {
        reader.cancel().catch(() => {});
        return "";
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return "";
  }
}

/** The id of a record in a body of unpublished shape: at its top, in its data or record. */
function idIn(text) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const holder of [body, body?.data, body?.task, body?.record, body?.data?.task]) {
    for (const name of ["_id", "task_id", "id"]) {
      const id = holder?.[name];
      if (typeof id === "string" && /^[0-9a-f]{24}$/i.test(id)) return id.toLowerCase();
    }
  }
  return undefined;
}
