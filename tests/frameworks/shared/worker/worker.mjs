import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { proxy } from "./proxy.mjs";

export default {
  async fetch(request, { A2E_TOKEN, A2E_BASE_URL }, context) {
    if (new URL(request.url).pathname.startsWith("/api/a2e/")) return proxy(request, context);
    if (!request.url.endsWith("/on-server")) return new Response(null, { status: 404 });
    return Response.json(await check(entry, { token: A2E_TOKEN, baseUrl: A2E_BASE_URL }));
  },
};
