// Bodies of requests and answers, of the web and of Node.

/** The body as a stream of the web, or `undefined` if there is no body. The bodies of node-fetch are streams of Node. */
export function webStream(body) {
  if (!body?.[Symbol.asyncIterator] || body.getReader) return body ?? undefined;
  const parts = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void body.destroy?.(),
  });
}

/** Cancels a body that is not read. Otherwise it would hold its connection. */
export function leave(body) {
  webStream(body)?.cancel?.().catch(() => {});
}

/**
 * Sends a body as it comes. node-fetch takes no stream of the web, and would store the text `[object ReadableStream]`: it gets
 * the bytes, once they are all there.
 */
export async function sendStream(send, url, init, body) {
  const stream = webStream(body);
  let isWritten = false;
  const toString = () => {
    isWritten = true;
    throw new TypeError("this `fetch` takes no stream of the web");
  };
  if (stream) Object.defineProperty(stream, "toString", { value: toString });
  try {
    return await send(url, { ...init, body: stream });
  } catch (cause) {
    if (!isWritten) throw cause;
    return send(url, { ...init, body: new Uint8Array(await new Response(stream).arrayBuffer()) });
  }
}
