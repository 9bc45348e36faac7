// Uploads through the proxy, for storages that refuse the origin of a page: the bytes go on as they come.

import { isSealOf, seal } from "./seals.js";

/** As long as the service's own addresses are good for, at most. */
const LIFE_MS = 3_600_000;

/** The address of an upload by way of here: that of the storage, sealed. */
export async function detour({ core, options, request }, url) {
  const until = String(Date.now() + LIFE_MS);
  const here = new URL(`${core.path}/upload`, request.url);
  here.search = new URLSearchParams({ url, until, seal: await seal(options.secret, "upload", url, until) });
  return here.href;
}

/** Sends the bytes where the address says; it was made here, or nothing is sent. */
export async function carry({ options, request }) {
  const { searchParams } = new URL(request.url);
  const [url, until, given] = ["url", "until", "seal"].map((name) => searchParams.get(name) ?? "");
  const good = await isSealOf(given, options.secret, "upload", url, until);
  if (!good || !(Number(until) > Date.now())) return { status: 403 };
  const headers = {};
  for (const name of ["content-type", "content-length"]) {
    if (request.headers.has(name)) headers[name] = request.headers.get(name);
  }
  // Neither the token nor anything of the caller's goes along but the bytes and what they are.
  const init = { method: "PUT", headers, body: request.body, duplex: "half", redirect: "manual", signal: request.signal };
  const response = await (options.fetch ?? fetch)(url, init);
  response.body?.cancel().catch(() => {});
  return { status: response.status };
}
