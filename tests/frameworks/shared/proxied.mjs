// The rows of servers with the proxy in them: a client in another program asks each of their ways to mount it.

/** Starts a file of the row as a server; gives the report of its client. */
export async function served(place, file, { command = "node", args = [file], env = {} } = {}) {
  const port = String(await place.port());
  const url = `http://127.0.0.1:${port}`;
  await place.serve(command, args, { env: { PORT: port, ...env }, until: url });
  return asked(place, url);
}

/** Gives the report of a client that asks the proxy of a server. */
export const asked = async (place, url) => JSON.parse(await place.exec("node", ["client.mjs", `${url}/api/a2e`]));

/** A row whose `ways` are files, by their names. `server.mjs` is that of docs/frameworks.md. */
export const proxied = (name, { group = name, section = group, ways, ...row }) => ({
  name,
  group,
  files: "client",
  sections: ["A proxy", section],
  ...row,
  async run(place) {
    const reports = {};
    for (const [way, file] of Object.entries(ways)) reports[way] = await served(place, file);
    return reports;
  },
});
