// Seals: what was sealed here is known again, and nobody without the secret can make another.

import { mistake } from "./mistakes.js";

/** A secret that is shorter could be found by trying. */
const SECRET_LENGTH = 32;
// The class is used when it is needed: Jest's jsdom has none, and imports this all the same.
const encoded = (text) => new TextEncoder().encode(text);

/** The secret, if it is one. */
export function usable(where, secret) {
  if (typeof secret === "string" && secret.length >= SECRET_LENGTH) return secret;
  const problem = secret === undefined || secret === null ? "is missing: it" : "is too short, or no text: it";
  throw mistake(where, "secret", `${problem} must be a text of ${SECRET_LENGTH} characters at least`);
}

/** The seal of some texts, in hexadecimal digits. */
export async function seal(secret, ...texts) {
  const bytes = await crypto.subtle.sign("HMAC", await keyOf(secret), encoded(JSON.stringify(texts)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether it is theirs; compared in a time that tells nothing. */
export async function isSealOf(given, secret, ...texts) {
  if (typeof given !== "string" || !/^[0-9a-f]{64}$/.test(given)) return false;
  const bytes = Uint8Array.from(given.match(/../g) ?? [], (byte) => parseInt(byte, 16));
  return crypto.subtle.verify("HMAC", await keyOf(secret), bytes, encoded(JSON.stringify(texts)));
}

function keyOf(secret) {
  const how = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", encoded(secret), how, false, ["sign", "verify"]);
}
