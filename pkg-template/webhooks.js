// Webhooks: the service calls an address with a token, and both were made here before the start.

import { isSealOf, seal } from "./seals.js";

/** The longest body that is looked at; what is longer wakes all the same. */
const MOST = 65_536;

/**
 * What a start takes for the service to tell of its end: two parameters. The nonce is what `verifyWebhook` then gives, and
 * by default a random one.
 */
export async function signWebhook(webhookUrl, { secret, family = "", nonce = crypto.randomUUID() }) {
  const url = new URL(webhookUrl);
  url.search = new URLSearchParams({ family, nonce });
  return { nonce, params: { webhook_url: url.href, webhook_token: await seal(secret, "webhook", family, nonce) } };
}

/**
 * Whether a request is the service's call for a start of this proxy. Gives what the address says, and the id of the task
 * where the body names one; `undefined` for any other request. It is a reason to look and nothing more.
 */
export async function verifyWebhook(request, { secret }) {
  const { searchParams } = new URL(request.url);
  const hook = { family: searchParams.get("family") ?? "", nonce: searchParams.get("nonce") ?? "" };
  const given = request.headers.get("x-a2e-webhook-token") ?? "";
  if (request.method !== "POST" || !hook.nonce) return undefined;
  if (!(await isSealOf(given, secret, "webhook", hook.family, hook.nonce))) return undefined;
  const id = idIn(await start(request));
  return { family: hook.family || undefined, nonce: hook.nonce, ...(id && { id }) };
}

/** The text of a body that is not too long; empty for any other. */
async function start(request) {
  const decoder = new TextDecoder();
  const reader = request.body?.getReader();
  let text = "";
  try {
    for (let length = 0; reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
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
  return text;
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
      if (/^[0-9a-f]{24}$/i.test(holder?.[name])) return holder[name];
    }
  }
  return undefined;
}
