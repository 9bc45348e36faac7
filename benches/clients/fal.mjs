import { createFalClient } from "@fal-ai/client";

export function make({ base, token, fetch }) {
  // It has no option for the address; this is its hook for changes of it.
  const requestMiddleware = async (request) => ({ ...request, url: base + new URL(request.url).pathname });
  return createFalClient({ credentials: token, requestMiddleware, ...(fetch && { fetch }) });
}

export const read = async (fal, id) => (await fal.queue.status("a2e/face-swap", { requestId: id })).data;
