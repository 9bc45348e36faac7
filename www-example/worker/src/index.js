// The Worker: it serves the page, stands before the service, takes its webhooks, and hands every user to a Durable
// Object of their own. The token is here and goes to nobody but the service.

import { verifyWebhook } from "a2e-wasm/server";
import { bodyOf } from "./body.js";
import { NO_TASK } from "./errors.js";
import { secured } from "./headers.js";
import { orderOf } from "./orders.js";
import { CLOSED, closedSocket } from "./pages.js";
import { PROXY, proxyOf } from "./proxy.js";
import { answer, refusalOf, refuse, statusOf } from "./refusal.js";
import { isLocal, settingsOf } from "./settings.js";
import { login, logout } from "./sign-in.js";
import { visitorOf, watcherFor } from "./visitors.js";

export { Owners } from "./owners.js";
export { SignIns } from "./signins.js";
export { Watcher } from "./watcher.js";

const NO_STORE = { headers: { "cache-control": "no-store" } };

const ROUTES = [
  ["GET", /^\/config\.json$/, config],
  ["POST", /^\/login$/, login],
  ["POST", /^\/logout$/, logout],
  ["POST", /^\/api\/webhook$/, webhook],
  ["GET", /^\/api\/live$/, live],
  ["GET", /^\/api\/tasks$/, list],
  ["POST", /^\/api\/tasks$/, start],
  ["GET", /^\/api\/tasks\/([\w-]{8,64})$/, one],
  ["DELETE", /^\/api\/tasks\/([\w-]{8,64})$/, forget],
  ["POST", /^\/api\/tasks\/([\w-]{8,64})\/resume$/, resume],
];

export default {
  async fetch(incoming, env) {
    const options = {};
    try {
      const settings = settingsOf(env);
      options.isHttps = !settings.isDev;
      options.media = isLocal(settings.service) ? new URL(settings.service).origin : "";
      return secured(await route(publicRequest(incoming, settings), env, settings), options);
    } catch (error) {
      return secured(refusalOf(error), options);
    }
  },
};

/**
 * The request as it was sent to the public address, whatever Host says. On a developer's own machine it is answered at
 * that machine's names alone, because there nobody asks for a code.
 */
function publicRequest(request, { publicUrl, isDev }) {
  if (!isDev) {
    const { pathname, search } = new URL(request.url);
    return new Request(publicUrl + pathname + search, request);
  }
  if (!isLocal(request.url)) throw refuse(403, "permission", "With DEV=1 the Worker answers at addresses of this machine alone.");
  return request;
}

async function route(request, env, settings) {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(`${PROXY}/`)) return proxyOf(env, settings)(request);
  const isHead = request.method === "HEAD";
  for (const [method, pattern, handle] of ROUTES) {
    const match = pathname.match(pattern);
    if (!match || method !== (isHead ? "GET" : request.method)) continue;
    if (handle !== webhook) refuseOthers(request);
    const response = await handle({ request, env, settings, id: match[1] });
    return isHead ? new Response(null, response) : response;
  }
  if (pathname.startsWith("/api/")) throw refuse(404, "not_found", "There is nothing here.");
  return env.ASSETS.fetch(request);
}

/** What the page wants to know before all else. */
async function config(visit) {
  const { settings } = visit;
  const user = (await visitorOf(visit))?.user;
  const service = isLocal(settings.service) ? "emulator" : "live";
  const samples = { face: "/samples/sample-face.jpg", video: "/samples/sample-video.webm" };
  const wantsCode = settings.loginCode !== undefined;
  return Response.json({ mode: "worker", service, baseUrl: PROXY, user, wantsCode, samples }, NO_STORE);
}

async function list(visit) {
  const after = Number(new URL(visit.request.url).searchParams.get("after") ?? 0);
  if (!(after >= 0)) throw refuse(400, "validation", "`after` is the `next` of the page before.");
  return Response.json(await (await watcherFor(visit)).all(after), NO_STORE);
}

async function one(visit) {
  const news = await (await watcherFor(visit)).one(visit.id);
  return news ? Response.json(news, NO_STORE) : answer(statusOf(NO_TASK), NO_TASK);
}

async function start(visit) {
  const watcher = await watcherFor(visit);
  return started(await watcher.start(orderOf(await bodyOf(visit.request))));
}

async function resume(visit) {
  return started(await (await watcherFor(visit)).resume(visit.id));
}

function started({ told, error }) {
  return error ? answer(statusOf(error), error) : Response.json(told, { status: 201, ...NO_STORE });
}

async function forget(visit) {
  const { error } = await (await watcherFor(visit)).forget(visit.id);
  return error ? answer(statusOf(error), error) : new Response(null, { status: 204 });
}

async function live(visit) {
  if (visit.request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw refuse(426, "validation", "This is for a WebSocket.");
  }
  const visitor = await visitorOf(visit);
  // A page is told no status of a socket, so the refusal comes as a close.
  if (!visitor) return closedSocket(CLOSED.sessionOver, "Sign in first.");
  return visitor.watcher.fetch(`https://watcher/?until=${visitor.until}`, { headers: { upgrade: "websocket" } });
}

async function webhook({ request, env, settings }) {
  const hook = await verifyWebhook(request, { secret: settings.webhookSecret });
  if (!hook) throw refuse(403, "permission", "This is no webhook of ours.");
  // The nonce begins with the id of the object that made it, and was signed there.
  await env.WATCHER.get(env.WATCHER.idFromString(hook.nonce.split(".")[0])).wake(hook.nonce);
  return new Response(null, { status: 204 });
}

/** Browsers say where a WebSocket, and whatever changes something, comes from. No other site can use the cookie. */
function refuseOthers(request) {
  const origin = request.headers.get("origin");
  const { origin: own } = new URL(request.url);
  if (origin !== null ? origin !== own : request.method !== "GET" && request.method !== "HEAD") {
    throw refuse(403, "permission", `Only pages of ${own} may ask here.`);
  }
}
