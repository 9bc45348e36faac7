// The proxy of the package, by which a page reads tasks, uploads files and asks for the balance.

import { createProxy } from "a2e-wasm/server";
import { ownersOf } from "./owners.js";
import { visitorOf } from "./visitors.js";

export const PROXY = "/api/a2e";
/** What a page still asks for itself. Starts and deletes are not among it: those the Watcher must know of. */
const ALLOW = ["reads", "storage.upload", "account.coins"];

const proxies = new WeakMap();

export function proxyOf(env, settings) {
  if (!proxies.has(env)) {
    const { token, service: baseUrl, webhookSecret: secret } = settings;
    const authorize = async (request) => {
      const visitor = await visitorOf({ request, env, settings });
      return visitor && String(env.WATCHER.idFromName(visitor.user));
    };
    const onError = (cause) => console.error("proxy:", cause?.name);
    const access = { path: PROXY, allow: ALLOW, authorize, owners: ownersOf(env) };
    // Files come this way as well: so a page needs no leave of the storage, and talks to nobody else.
    proxies.set(env, createProxy({ token, baseUrl, ...access, proxyUploads: true, secret, onError }));
  }
  return proxies.get(env);
}
