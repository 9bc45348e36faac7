import * as entry from "a2e-wasm";
import { check } from "~~/check.js";
import { a2e } from "~~/server-a2e.mjs";

export default defineEventHandler((event) => {
  const { origin } = getRequestURL(event);
  const proxy = `${origin}/api/a2e`;
  return check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL, client: a2e(), proxy });
});
