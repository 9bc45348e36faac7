// Uploads through the proxy, for storages that refuse the origin of a page: the bytes go on as they come.

import { within } from "./deadlines.js";
import { isSealOf, seal } from "./seals.js";
import { leave, sendStream } from "./streams.js";

/** As long as the service's own addresses are good for, at most. */
const LIFE_MS = 3_600_000;

/** How long the bytes may take, as for a client that sends them itself. */
const TIMEOUT_MS = 600_000;

/** The address of an upload by way of this proxy, which is at `base` for the page: that of the storage, sealed. */
export async function detour(secret, url, base) {
  const until = String(Date.now() + LIFE_MS);
  const sealed = await seal(secret, "upload", url, until);
  return `${base}/upload?${new URLSearchParams({ url, until, seal: sealed })}`;
}

/**
 * Sends the bytes where the address says; it was made here, or nothing is sent.
 * @returns {Promise<import("../../src/server/seam.d.ts").Outcome>}
 */
export async function carry({ options, request }) {
  const { searchParams } = new URL(request.url);
  const [url, until, given] = ["url", "until", "seal"].map((name) => searchParams.get(name) ?? "");
  const good = await isSealOf(given, options.secret, "upload", url, until);
  if (!good || !(Number(until) > Date.now())) return { isForged: true };
  const headers = {};
  for (const name of ["content-type", "content-length"]) {
    if (request.headers.has(name)) headers[name] = request.headers.get(name);
  }
  const run = async (controller) => {
    request.signal?.addEventListener("abort", () => controller.abort(request.signal.reason), { once: true });
    // Neither the token nor anything of the caller's goes along but the bytes and what they are.
    const init = { method: "PUT", headers, duplex: "half", redirect: "manual", signal: controller.signal };
    const response = await sendStream(options.fetch ?? fetch, url, init, request.body);
    leave(response.body);
    return { status: response.status };
  };
  return within(TIMEOUT_MS, "the storage did not answer", run);
}
