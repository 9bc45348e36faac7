// Who somebody is: a name in a cookie that only this Worker can sign. It is the login of a demo, which believes any
// name; put your own in its place, and let it make the same cookie.

import { refuse } from "./refusal.js";

const LASTS_S = 7 * 24 * 60 * 60;
/** Another site of the same domain can add cookies of our name. More than a few are not checked. */
const MOST_COOKIES = 4;
const LONGEST_NAME = 40;
const encoder = new TextEncoder();

/**
 * The sessions in the cookies of a request: `{ user, until, generation }`. They are signed by this Worker and have not
 * ended by their time. Whether somebody signed out since, the user's Watcher knows by the generation.
 */
export async function sessionsOf(request, settings) {
  const name = `${nameOf(settings)}=`;
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/).filter((cookie) => cookie.startsWith(name));
  const sessions = [];
  for (const cookie of cookies.slice(0, MOST_COOKIES)) {
    const session = await opened(cookie.slice(name.length), settings);
    if (session?.until > Date.now()) sessions.push(session);
  }
  return sessions;
}

/** The name that somebody gives to sign in. */
export function userOf({ name }) {
  const user = typeof name === "string" ? name.trim() : "";
  if (!user || user.length > LONGEST_NAME) throw refuse(400, "validation", `A name has 1 to ${LONGEST_NAME} letters.`);
  return user;
}

/** Compares a code with the right one, in a time that tells nothing about either. */
export async function isLoginCode(code, { loginCode, sessionSecret }) {
  if (!loginCode || typeof code !== "string") return false;
  const key = await keyOf(sessionSecret);
  const known = await crypto.subtle.sign("HMAC", key, encoder.encode(loginCode));
  return crypto.subtle.verify("HMAC", key, known, encoder.encode(code));
}

/** The answer that signs somebody in. */
export async function signedIn(user, generation, settings) {
  const session = { user, until: Date.now() + LASTS_S * 1000, generation };
  return answer({ user }, cookie(await sealed(session, settings), LASTS_S, settings));
}

/** The answer that takes the cookie away. */
export function signedOut(settings) {
  return answer({}, cookie("", 0, settings));
}

/** Browsers take a `__Host-` cookie from this very host alone, and only over https. */
function nameOf({ isDev }) {
  return isDev ? "a2e_session" : "__Host-a2e_session";
}

function cookie(value, seconds, settings) {
  const secure = settings.isDev ? "" : "; Secure";
  return `${nameOf(settings)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

function answer(body, setCookie) {
  return Response.json(body, { headers: { "set-cookie": setCookie, "cache-control": "no-store" } });
}

async function sealed(session, { sessionSecret }) {
  const payload = encoded(encoder.encode(JSON.stringify(session)));
  const signature = await crypto.subtle.sign("HMAC", await keyOf(sessionSecret), encoder.encode(payload));
  return `${payload}.${encoded(new Uint8Array(signature))}`;
}

async function opened(value, { sessionSecret }) {
  const [payload, signature] = value.split(".");
  try {
    const key = await keyOf(sessionSecret);
    if (!(await crypto.subtle.verify("HMAC", key, decoded(signature), encoder.encode(payload)))) return undefined;
    return JSON.parse(new TextDecoder().decode(decoded(payload)));
  } catch {
    // This Worker did not make it.
    return undefined;
  }
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
