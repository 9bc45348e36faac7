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

import { createProxy, kvOwners, memoryOwners, type ProxyFunction, verifyWebhook } from "a2e-wasm/server";

const proxy: ProxyFunction = createProxy({ token: "sk_…", allow: ["reads"], authorize: (request) => request.headers.get("x"), owners: memoryOwners() });
const answer: (request: Request) => Promise<Response> = proxy;

/** What hosts give beside a request: workerd, and Next.js. */
interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
  passThroughOnException(): void;
}
export const worker = { fetch: (request: Request, _: unknown, context: ExecutionContext) => proxy(request, context) };
export const GET: (request: Request, context: { params: Promise<{ path: string[] }> }) => Promise<Response> = proxy;
answer(new Request("https://a.example"));
createProxy({ token: async () => "sk_…", allow: [], authorize: async () => undefined, sharedAccount: true, origins: ["https://a.example"] });
kvOwners({ get: async () => null, put: async () => {} }, { expirationTtl: 60 });
yes<Same<Awaited<ReturnType<typeof verifyWebhook>>, { family?: string; id?: string; nonce: string } | undefined>>();

/** As Node has them. */
interface IncomingMessage {
  method?: string | undefined;
  url?: string | undefined;
  headers: { [name: string]: string | string[] | undefined; host?: string };
  body?: any;
}
export const verified = (request: Request | IncomingMessage) => verifyWebhook(request, { secret: "…" });

// @ts-expect-error it must be known who asks
createProxy({ token: "sk_…", allow: ["reads"] });
// @ts-expect-error a user is a text
createProxy({ token: "sk_…", allow: ["reads"], authorize: () => 7 });
