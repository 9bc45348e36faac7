// The Worker: it serves the page, stands before the service, takes its webhooks, and hands every user to a Durable
// Object of their own. The token is here and goes nowhere but to the service.

import { createProxy, verifyWebhook } from "a2e-wasm/server";
import { orderOf } from "./orders.js";
import { ownersOf } from "./owners.js";
import { answer, refusalOf, refuse } from "./refusal.js";
import { login, logout, userOf, wantsCode } from "./session.js";
import { isLocal, settingsOf, webhookUrl } from "./settings.js";

export { Owners } from "./owners.js";
export { Watcher } from "./watcher.js";

const PROXY = "/api/a2e";
/** What a page still asks for itself. Starts and deletes are not among it: those the Durable Object must know of. */
const ALLOW = ["reads", "storage.upload", "account.coins"];
/** Names and addresses: a start is short. */
const LONGEST_BODY = 64 * 1024;

const ROUTES = [
  ["GET", /^\/config\.json$/, config],
  ["POST", /^\/login$/, async ({ request, settings }) => login(request, await jsonOf(request), settings)],
  ["POST", /^\/logout$/, ({ request }) => logout(request)],
  ["POST", /^\/api\/webhook$/, webhook],
  ["GET", /^\/api\/live$/, live],
  ["GET", /^\/api\/tasks$/, async (visit) => Response.json({ all: await (await watcherOf(visit)).all() }, NO_STORE)],
  ["POST", /^\/api\/tasks$/, start],
  ["DELETE", /^\/api\/tasks\/([\w-]{8,64})$/, forget],
];
const NO_STORE = { headers: { "cache-control": "no-store" } };

export default {
  async fetch(request, env) {
    try {
      const settings = settingsOf(env);
      const { pathname } = new URL(request.url);
      if (pathname.startsWith(`${PROXY}/`)) return await proxyOf(env, settings)(request);
      for (const [method, pattern, handle] of ROUTES) {
        const match = pathname.match(pattern);
        if (!match || method !== request.method) continue;
        if (handle !== webhook) refuseOthers(request);
        return await handle({ request, env, settings, id: match[1] });
      }
      if (pathname.startsWith("/api/")) throw refuse(404, "not_found", "There is nothing here.");
      return await env.ASSETS.fetch(request);
    } catch (error) {
      return refusalOf(error);
    }
  },
};

/** What the page wants to know before all else. */
async function config({ request, settings }) {
  const user = await userOf(request, settings);
  const service = isLocal(settings.service) ? "emulator" : "live";
  const samples = { face: "/samples/sample-face.jpg", video: "/samples/sample-video.webm" };
  return Response.json({ mode: "worker", service, baseUrl: PROXY, user, wantsCode: wantsCode(request), samples }, NO_STORE);
}

async function start(visit) {
  const { request, settings } = visit;
  const watcher = await watcherOf(visit);
  const order = orderOf(await jsonOf(request));
  const { told, error } = await watcher.start(order, webhookUrl(new URL(request.url).origin, settings));
  return error ? answer(statusOf(error), error) : Response.json(told, { status: 201, ...NO_STORE });
}

async function forget(visit) {
  const { error } = await (await watcherOf(visit)).forget(visit.id);
  return error ? answer(statusOf(error), error) : new Response(null, { status: 204 });
}

async function live(visit) {
  const { request } = visit;
  if (request.headers.get("upgrade") !== "websocket") throw refuse(426, "validation", "This is for a WebSocket.");
  return (await watcherOf(visit)).fetch(request);
}

async function webhook({ request, env, settings }) {
  const hook = await verifyWebhook(request, { secret: settings.webhookSecret });
  if (!hook) throw refuse(403, "permission", "This is no webhook of ours.");
  // The nonce begins with the object that made it, and was signed there.
  const watcher = env.WATCHER.get(env.WATCHER.idFromString(hook.nonce.split(".")[0]));
  await watcher.wake(hook.nonce);
  return new Response(null, { status: 204 });
}

/** Browsers tell where a WebSocket, and whatever changes something, comes from: no other site can use the cookie. */
function refuseOthers(request) {
  const origin = request.headers.get("origin");
  if (origin ? origin !== new URL(request.url).origin : request.method !== "GET") {
    throw refuse(403, "permission", "This page may not ask here.");
  }
}

/** The Durable Object of whoever asks. */
async function watcherOf({ request, env, settings }) {
  const user = await userOf(request, settings);
  if (!user) throw refuse(401, "auth", "Sign in first.");
  return env.WATCHER.get(env.WATCHER.idFromName(user));
}

const proxies = new WeakMap();

function proxyOf(env, settings) {
  if (!proxies.has(env)) {
    const { token, service: baseUrl, webhookSecret: secret } = settings;
    const authorize = async (request) => {
      const user = await userOf(request, settings);
      return user && String(env.WATCHER.idFromName(user));
    };
    const onError = (cause) => console.error("proxy:", cause?.name);
    const access = { path: PROXY, allow: ALLOW, authorize, owners: ownersOf(env) };
    // Files come this way as well: so a page needs no leave of the storage, and talks to nobody else.
    proxies.set(env, createProxy({ token, baseUrl, ...access, proxyUploads: true, secret, onError }));
  }
  return proxies.get(env);
}

async function jsonOf(request) {
  const length = Number(request.headers.get("content-length") ?? Infinity);
  const text = length > LONGEST_BODY ? "" : await request.text();
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(400, "validation", "The body must be short, and JSON.");
  }
}

/** An error of the service's own with its status; one without an answer is ours to tell. */
function statusOf({ status }) {
  return status >= 400 ? status : 502;
}
