// Who somebody is: a name in a cookie that only this Worker can sign. It is a demo's login, which believes any name;
// a real one stands in its place, and gives the same cookie.

import { refuse } from "./refusal.js";
import { isLocal } from "./settings.js";

const COOKIE = "a2e_session";
const LASTS_S = 7 * 24 * 60 * 60;
const encoder = new TextEncoder();

/** The name of the user who asks; nothing for a stranger. */
export async function userOf(request, { sessionSecret }) {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  const value = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const [payload, signature] = value?.split(".") ?? [];
  if (!payload || !signature) return undefined;
  try {
    const good = await crypto.subtle.verify("HMAC", await keyOf(sessionSecret), decoded(signature), encoder.encode(payload));
    if (!good) return undefined;
    const { user, until } = JSON.parse(new TextDecoder().decode(decoded(payload)));
    return until > Date.now() ? user : undefined;
  } catch {
    // Not of our making.
    return undefined;
  }
}

/** Signs somebody in; answers with the cookie. */
export async function login(request, { name, code }, settings) {
  const user = typeof name === "string" ? name.trim() : "";
  if (!user || user.length > 40) throw refuse(422, "validation", "A name has 1 to 40 letters.");
  if (wantsCode(request) && !(await matches(code, settings))) {
    throw refuse(403, "permission", "This is not the code of this studio.");
  }
  const payload = encoded(encoder.encode(JSON.stringify({ user, until: Date.now() + LASTS_S * 1000 })));
  const bytes = await crypto.subtle.sign("HMAC", await keyOf(settings.sessionSecret), encoder.encode(payload));
  return answer({ user }, cookie(request, `${payload}.${encoded(new Uint8Array(bytes))}`, LASTS_S));
}

export function logout(request) {
  return answer({}, cookie(request, "", 0));
}

/** Everybody who gets in spends the owner's coins: beyond this machine a name alone opens nothing. */
export function wantsCode(request) {
  return !isLocal(request.url);
}

/** Compares what was made of both, in a time that tells nothing. */
async function matches(code, { loginCode, sessionSecret }) {
  if (!loginCode || typeof code !== "string") return false;
  const key = await keyOf(sessionSecret);
  const known = await crypto.subtle.sign("HMAC", key, encoder.encode(loginCode));
  return crypto.subtle.verify("HMAC", key, known, encoder.encode(code));
}

function cookie(request, value, seconds) {
  // Chromium takes a secure cookie from http on this machine; not every browser does.
  const secure = isLocal(request.url) ? "" : "; Secure";
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

function answer(body, setCookie) {
  return Response.json(body, { headers: { "set-cookie": setCookie, "cache-control": "no-store" } });
}

function keyOf(secret) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign", "verify"]);
}

function encoded(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decoded(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
