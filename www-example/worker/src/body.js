import { refuse } from "./refusal.js";

/** Names and addresses: a start is short. */
const LONGEST = 64 * 1024;

/** The JSON object in a body. */
export async function bodyOf(request) {
  const length = Number(request.headers.get("content-length") ?? Infinity);
  const text = length > LONGEST ? "" : await request.text();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    // Refused below.
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw refuse(400, "validation", "The body must be a short JSON object.");
}
