// What the rows of frameworks with a server have in common: a page that takes the proxy, and a route `/on-server` that does the
// checks on the server, each in development and built.

/** The `run` of a row. `dev(port)` and `built(port)` give a command that serves, `build` is a command; `route` does the checks. */
export const server = ({ dev, build, built, env = {}, route = "/on-server" }) => async (place) => {
  const both = async (name, command) => {
    const port = String(await place.port());
    const url = `http://127.0.0.1:${port}`;
    const [program, args] = command(port);
    await place.serve(program, args, { env: { ...env, HOST: "127.0.0.1", PORT: port }, until: url });
    return { [name]: await place.page(url), [`${name}, a route of the server`]: await json(url + route) };
  };
  const reports = await both("dev", dev);
  const [program, args] = build;
  await place.exec(program, args, { env });
  return { ...reports, ...(await both("build", built)) };
};

export async function json(url) {
  const answer = await (await fetch(url)).text();
  try {
    return JSON.parse(answer);
  } catch {
    throw new Error(`${url} answered ${answer.slice(0, 1000)}`);
  }
}
