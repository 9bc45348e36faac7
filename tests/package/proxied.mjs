// Users of a proxy that stands before an account of the emulator.

/** Gives a function that makes clients of users by their names; `options` are more of the proxy's. */
export async function proxied(app) {
  const { createClient } = await app.import();
  const { createProxy, memoryOwners } = await app.import("a2e-wasm/server");
  return (account, options, ...names) => {
    const proxy = createProxy({
      token: account.token,
      baseUrl: account.baseUrl,
      allow: ["faceSwap"],
      authorize: (request) => request.headers.get("x-user"),
      owners: memoryOwners(),
      ...options,
    });
    const fetch = (url, init) => proxy(new Request(url, init));
    // What is refused for now is not asked again.
    const own = { baseUrl: "https://app.example/api/a2e", fetch, maxRetries: 0 };
    return Promise.all(names.map((name) => createClient({ ...own, headers: { "x-user": name } })));
  };
}
