/** What answers a request, as that does which `createProxy` of `a2e-wasm/server` makes. */
export type RequestHandler = (request: Request) => Response | Promise<Response>;

/** A request of Node's `http`, `https` or `http2`, or of what is built on them. */
export interface NodeRequest {
  /** The method, such as `POST`. */
  method?: string | undefined;
  /** The path with its query. */
  url?: string | undefined;
  /** Names and values by turns, as they arrived. */
  rawHeaders: string[];
  /** What a parser made of the body, if it has read it. */
  body?: unknown;
  /** The bytes that it read. */
  rawBody?: unknown;
}

/** The answer to it, which is written to. */
export interface NodeResponse {
  /** Whether the answer has begun. */
  readonly headersSent: boolean;
  /** Sets a header. */
  setHeader(name: string, value: string | string[]): unknown;
  /** Ends the answer. */
  end(): unknown;
}

/**
 * Makes a listener for `http.createServer`, for `app.use` of Express, and their like. Bodies are streamed both ways.
 *
 * A request whose target is no path of this server's is answered with 400, and one at which the handler fails with a
 * bare 500. The request's `signal` fires when the caller goes away before the end.
 *
 * Where a parser has read the body, what it left in `rawBody` or `body` is taken; if it left nothing, the answer is a 500 that
 * says so. The bytes are left alone if the listener comes first.
 */
export function toNodeListener(handler: RequestHandler): (request: NodeRequest, response: NodeResponse) => void;
