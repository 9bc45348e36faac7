import * as entry from "a2e-wasm";
import { check } from "../../check.js";
import { a2e } from "../../server-a2e.mjs";

export async function loader({ request }) {
  const proxy = `${new URL(request.url).origin}/api/a2e`;
  return Response.json(await check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL, client: a2e(), proxy }));
}
