// A proxy in this process, before a service that a test plays.

export const ID = "0123456789abcdef01234567";
export const SECRET = "a secret that nobody would ever guess";
export const TASKS = "/api/v1/userFaceSwapTask";
export const SWAP = { name: "Ada", face_url: "https://example.com/face.jpg", video_url: "https://example.com/talk.mp4" };

/** A good answer of the service. */
export const good = (data = { _id: ID }) => Response.json({ code: 0, data });

/** Gives a function that makes proxies. Each has `ask(path, init)` and `told`, what its `onError` was told; `sent` is what it sent. */
export async function places(app) {
  const { createProxy, memoryOwners } = await app.import("a2e-wasm/server");
  return ({ play = () => good(), here = "https://app.example", ...options } = {}) => {
    const [sent, told] = [[], []];
    const proxy = createProxy({
      token: "sk_of_the_server",
      allow: ["faceSwap", "storage.upload"],
      authorize: () => "ada",
      owners: options.sharedAccount ? undefined : memoryOwners(),
      onError: ({ message }) => told.push(message),
      fetch: async (url, init) => {
        sent.push({ url, ...init });
        return play(url, init);
      },
      ...options,
    });
    const ask = (path, { context, ...init } = {}) => proxy(new Request(`${here}/api/a2e${path}`, init), context);
    const start = ({ headers, ...init } = {}) => {
      const body = JSON.stringify(SWAP);
      return ask(`${TASKS}/add`, { method: "POST", body, ...init, headers: { "content-type": "application/json", ...headers } });
    };
    return { proxy, ask, start, sent, told };
  };
}

/** Status and envelope of an answer. */
export async function read(answer) {
  const { status } = await answer;
  return { status, ...(await (await answer).json()) };
}
