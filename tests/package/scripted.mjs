// A proxy before a service that answers as a test says.

const TOKEN = "sk_a_token_of_the_tests";

/** An id of a record; each number has its own. */
export const id = (number) => number.toString(16).padStart(24, "0");

/**
 * A proxy whose users are named by the header `x-user`. `answer` gets path, method and body of what reaches the service, and
 * gives its JSON. `ask(user, method, path, body)` gives `{ status, body, sent }`, of which the last is what reached the service.
 */
export function scripted({ createProxy, memoryOwners }, answer, options = {}) {
  const sent = [];
  const owners = options.owners ?? memoryOwners();
  const proxy = createProxy({
    token: TOKEN,
    baseUrl: "https://service.example",
    authorize: (request) => request.headers.get("x-user"),
    allow: ["reads", "faceSwap", "avatars.start", "avatarVideos.start"],
    fetch: async (url, { method, body }) => {
      const { pathname, search } = new URL(url);
      sent.push({ method, path: pathname + search, body });
      return Response.json(await answer({ method, path: pathname + search, body: body && JSON.parse(body) }));
    },
    ...options,
    owners,
  });
  const ask = async (user, method, path, body) => {
    const before = sent.length;
    const headers = { "x-user": user, ...(body !== undefined && { "content-type": "application/json" }) };
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await proxy(new Request(`https://app.example/api/a2e/api/v1/${path}`, { method, headers, body: text }));
    const said = await response.text();
    return { status: response.status, body: said && JSON.parse(said), text: said, sent: sent.slice(before) };
  };
  return { ask, owners, proxy };
}
