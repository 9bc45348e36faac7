// The server of a user, the same in every runtime: proxies at several places, and the address that webhooks go to.

import { createProxy, memoryOwners, verifyWebhook } from "a2e-wasm/server";

/** What the proxies allow; `attacks/operations.mjs` says which operations that are. */
const ALLOW = [
  "faceSwap", "klingVideos", "avatarVideos.get", "avatarVideos.detail", "faceSwap.images.list", "faceSwap.images.add", "imageToVideo.extendPrompt",
  "captionRemoval.start", "captionRemoval.retry", "storage.upload", "account.coins", "voices.listPublic", "avatars", "avatarVideos.start",
  "speech.previews.list", "textToImage.quickAddAvatar", "streaming.avatars", "streaming.join", "streaming.setContext", "streaming.getContext",
  "streaming.ask", "streaming.speak", "streaming.leave",
];

/** `service` is the emulator, `odd` a service that does what the emulator does not. */
export function application({ token, service, odd, secret, webhookUrl, origins }) {
  const owners = memoryOwners();
  const fails = () => {
    throw new Error(`a secret of the server: ${token.length} letters`);
  };
  // What goes wrong is told to the server's own output, in which the tests look for the token.
  const onError = (cause) => console.error(`onError: ${cause?.stack ?? cause}`);
  const usual = {
    token, owners, origins, onError, allow: ALLOW, baseUrl: service, maxBodyBytes: 4096,
    authorize: (request) => request.headers.get("x-user"),
  };
  const proxies = {
    "/api/a2e": {},
    "/api/hooked": { secret, webhookUrl },
    "/api/wide": { maxBodyBytes: 1_048_576 },
    // Known by one address, whatever the header says, and let in with cookies.
    "/api/public": { publicUrl: origins[0], credentials: true },
    "/api/hooked-odd": { secret, webhookUrl, baseUrl: odd },
    // A body of which a part is missing is late at once.
    "/api/hasty": { bodyTimeoutMs: 1 },
    "/api/odd": { baseUrl: odd },
    "/api/uploads": { baseUrl: odd, proxyUploads: true, secret },
    "/api/shared": { baseUrl: odd, owners: undefined, sharedAccount: true },
    "/api/unsure": { authorize: fails },
    "/api/forgetful": { owners: { get: fails, set: fails } },
    "/api/sloppy": { owners: { get: owners.get, set: fails } },
  };
  const routes = Object.entries(proxies).map(([path, more]) => [path, createProxy({ ...usual, ...more, path })]);
  // The longer place first, of which another one is the beginning.
  routes.sort(([one], [other]) => other.length - one.length);
  const usualProxy = routes.find(([path]) => path === "/api/a2e");
  return async (request, context) => {
    // What makes no address is for a proxy to refuse.
    const { pathname } = new URL(URL.canParse(request.url) ? request.url : "about:blank");
    if (pathname === "/hook") return Response.json((await verifyWebhook(request, { secret })) ?? null);
    // Everything that merely looks like a place of a proxy goes to it, because it must refuse what is not.
    const [, proxy] = routes.find(([path]) => pathname.startsWith(path)) ?? usualProxy;
    return proxy(request, context);
  };
}
