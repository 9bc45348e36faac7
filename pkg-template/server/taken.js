// Bodies that a parser took before us. The stream of a request of Node's gives its bytes once, and some hosts read it
// themselves: what they leave is the bytes, a text, or what was parsed.

const JSON_TYPE = /^\s*application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** How a parser keeps a body for us. */
export const KEEP = "leave the bytes in `request.rawBody`, or what was parsed in `request.body`";

/** Whether bytes of a stream of Node's have been read. */
export function isTaken({ readableDidRead, readableEnded }) {
  return readableDidRead === true || readableEnded === true;
}

/** The bytes of the body that a parser has left at the request; `undefined` if it has left none. */
export function leftOf(request, type) {
  try {
    // What was parsed was perhaps changed, and is another spelling.
    return bytesOf(request.rawBody) ?? bytesOf(request.body) ?? bytesOf(JSON_TYPE.test(type) ? written(request.body) : undefined);
  } catch {
    // A getter parses when it is asked, and fails then.
    return undefined;
  }
}

function bytesOf(value) {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return undefined;
}

function written(value) {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : undefined;
}
