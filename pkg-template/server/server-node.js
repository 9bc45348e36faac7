// The way from Node's servers to a proxy: it takes a Request and answers a Response, which `http`, and what is built
// on it, do not know.

import { Readable, finished } from "node:stream";
import { pipeline } from "node:stream/promises";
import { KEEP, isTaken, leftOf } from "./taken.js";

/** A path with its query. An address of another server's, in any spelling, is none. */
const PATH = /^\/(?![/\\])[^#]*$/;
/** One name or address, and maybe a port. Two headers `Host` are joined by a comma. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** What helps against it. */
const MOUNT =
  'mount the proxy before body parsers (in Express, `app.use("/api/a2e", toNodeListener(proxy))` above `app.use(express.json())`), or ' + KEEP;

/** A request whose body another one has read and not kept. */
const TAKEN = Symbol("taken");

/** What is about one connection. Here it is another one, with headers of its own. */
const OF_CONNECTION = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

export function toNodeListener(proxy) {
  return (incoming, outgoing) => void answer(proxy, incoming, outgoing);
}

async function answer(proxy, incoming, outgoing) {
  const controller = new AbortController();
  const request = requestOf(incoming, outgoing, controller.signal);
  if (!request) return refuse(outgoing, 400, "the target of the request or its header `Host` is no address of this server");
  if (request === TAKEN) return refuse(outgoing, 500, `the body was read before the proxy could read it: ${MOUNT}`);
  // The caller goes away before the end. Named here, the request stays until then: once it is collected, Node tells
  // its signal nothing, even if somebody listens to that.
  outgoing.once("close", () => outgoing.writableFinished || controller.abort(request.signal.reason));
  try {
    await send(await proxy(request), incoming.method, outgoing);
  } catch {
    // What went wrong is not the caller's business. Who has read a part must see that it is not the whole.
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(500).end();
  }
}

/** Answers what the handler is not asked, in the form of the proxy's own refusals. */
function refuse(outgoing, code, msg) {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  outgoing.writeHead(code, headers).end(JSON.stringify({ code, msg, sent: false }));
}

/** What is asked for; nothing if no Request can be made of it, and `TAKEN` if its body is gone. */
function requestOf(incoming, outgoing, signal) {
  try {
    const { method } = incoming;
    const headers = headersOf(incoming.rawHeaders);
    const init = { method, headers, signal };
    if (hasBody(incoming)) {
      init.body = isTaken(incoming) ? left(incoming, headers) : bodyOf(incoming, outgoing);
      if (!init.body) return TAKEN;
      init.duplex = "half";
    }
    return new Request(addressOf(incoming, headers), init);
  } catch {
    return undefined;
  }
}

/** The body that a parser has left, which may be shorter or longer than what came, and is not compressed. */
function left(incoming, headers) {
  const bytes = leftOf(incoming, headers.get("content-type") ?? "");
  for (const name of ["transfer-encoding", "content-encoding"]) headers.delete(name);
  if (bytes) headers.set("content-length", String(bytes.byteLength));
  return bytes;
}

function headersOf(raw) {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) {
    // HTTP/2 has method, path and host among the headers.
    if (!raw[at].startsWith(":")) headers.append(raw[at], raw[at + 1]);
  }
  return headers;
}

function addressOf(incoming, headers) {
  // Express takes the path off at which a listener is mounted, and keeps the whole there.
  const path = incoming.originalUrl ?? incoming.url;
  const host = incoming.authority ?? headers.get("host") ?? "";
  if (!PATH.test(path) || !HOST.test(host)) throw new TypeError("not a path of this server");
  return new URL(`${incoming.socket.encrypted ? "https" : "http"}://${host}${path}`);
}

function hasBody({ method, headers, stream }) {
  if (method === "GET" || method === "HEAD") return false;
  // HTTP/2 says it without a header.
  if (stream) return !stream.endAfterHeaders;
  return "transfer-encoding" in headers || Number(headers["content-length"]) > 0;
}

/**
 * The body as it arrives, no faster than it is read. Not `Readable.toWeb`: whoever cancels that, as a `fetch` does
 * that fails, ends the connection, on which the answer is still to go.
 */
function bodyOf(incoming, outgoing) {
  let isOver = false;
  return new ReadableStream({
    start(controller) {
      const end = (error) => {
        if (isOver) return;
        isOver = true;
        if (error) controller.error(error);
        else controller.close();
      };
      incoming.on("data", (chunk) => {
        if (isOver) return;
        controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        if (controller.desiredSize <= 0) incoming.pause();
      });
      finished(incoming, { writable: false }, end);
      outgoing.once("close", () => {
        end(new Error("the request is over"));
        // The next request on this connection comes after what is left of this one.
        incoming.resume();
      });
    },
    pull: () => void incoming.resume(),
    cancel() {
      isOver = true;
      incoming.resume();
    },
  });
}

async function send({ status, headers, body }, method, outgoing) {
  for (const [name, value] of headers) {
    if (name !== "set-cookie" && !OF_CONNECTION.includes(name)) outgoing.setHeader(name, value);
  }
  // Cookies cannot be joined, and others may have set some.
  const cookies = [outgoing.getHeader("set-cookie") ?? [], headers.getSetCookie()].flat();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  // Not by `writeHead`: a compression that holds that back would send its own status with `flushHeaders`.
  outgoing.statusCode = status;
  if (method === "HEAD" || !body) {
    outgoing.end();
    await body?.cancel();
    return;
  }
  // What the caller is told of a body may be long before its first bytes.
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(body), outgoing);
}
