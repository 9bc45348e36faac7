// Bodies of requests and answers, of whatever make.

/** The body as a stream of the web: those of node-fetch are streams of Node. Nothing where there is none. */
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

/** Leaves a body that nobody reads; otherwise it would hold its connection. */
export function leave(body) {
  webStream(body)?.cancel?.().catch(() => {});
}
