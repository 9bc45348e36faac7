// Listeners for Node's servers, of which there are no types here.

import { toNodeListener, type NodeRequest, type NodeResponse, type RequestHandler } from "a2e-wasm/server/node";
import { type Same, yes } from "./same.js";

declare const createServer: (listener: (request: Incoming, response: Outgoing) => void) => unknown;

/** As Node has them, as far as they are looked at, and more. */
interface Incoming {
  method?: string | undefined;
  url?: string | undefined;
  rawHeaders: string[];
  httpVersion: string;
}

interface Outgoing {
  readonly headersSent: boolean;
  setHeader(name: string, value: number | string | readonly string[]): this;
  end(done?: () => void): this;
  end(chunk: unknown, done?: () => void): this;
}

const handler: RequestHandler = async ({ url, signal }) => fetch(url, { signal });
createServer(toNodeListener(handler));
createServer(toNodeListener(() => new Response("at once")));
yes<Same<Parameters<ReturnType<typeof toNodeListener>>, [request: NodeRequest, response: NodeResponse]>>();

// @ts-expect-error an answer is a Response
toNodeListener(() => "text");
// @ts-expect-error the handler gets a Request, not what Node has
toNodeListener((request: Incoming) => new Response(request.url));
// @ts-expect-error a listener is wanted
createServer(handler);

// A proxy.

import { createProxy, kvOwners, memoryOwners, verifyWebhook } from "a2e-wasm/server";

const proxy = createProxy({ token: "sk_…", allow: ["reads"], authorize: (request) => request.headers.get("x"), owners: memoryOwners() });
yes<Same<typeof proxy, (request: Request) => Promise<Response>>>();
createProxy({ token: async () => "sk_…", allow: [], authorize: async () => undefined, sharedAccount: true, origins: ["https://a.example"] });
kvOwners({ get: async () => null, put: async () => {} }, { expirationTtl: 60 });
yes<Same<Awaited<ReturnType<typeof verifyWebhook>>, { family?: string; id?: string; nonce: string } | undefined>>();

// @ts-expect-error it must be known who asks
createProxy({ token: "sk_…", allow: ["reads"] });
// @ts-expect-error a user is a text
createProxy({ token: "sk_…", allow: ["reads"], authorize: () => 7 });
