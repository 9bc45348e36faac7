import * as entry from "a2e-wasm";
import { check } from "../../../check.js";
import { a2e } from "../../../server-a2e.mjs";

export async function GET({ request }) {
  const proxy = `http://${request.headers.get("host")}/api/a2e`;
  return Response.json(await check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL, client: a2e(), proxy }));
}
