// The rows of Nuxt: a page and a route of the server, in development and built for Node.

/** Nuxt 4 has vue-router 5. */
const ROUTERS = { 3: "4", 4: "*" };

export const nuxt = (line) => ({
  name: `Nuxt ${line}`,
  group: "Nuxt",
  node: "24",
  always: line === "4",
  installs: { nuxt: line, vue: "3", "vue-router": ROUTERS[line] },
  files: "nuxt",
  sections: ["A page", "A proxy", "A program on a server", "Nuxt"],
  async run(place) {
    const port = String(await place.port());
    const env = { NUXT_TELEMETRY_DISABLED: "1" };
    const dev = await place.serve("nuxt", ["dev", "--no-fork", "--host", "127.0.0.1", "--port", port], { until: `http://127.0.0.1:${port}/`, env });
    const reports = { dev: await place.page(dev), "dev, a server route": await (await fetch(`${dev}api/on-server`)).json() };
    await place.exec("nuxt", ["build"], { env });
    const other = String(await place.port());
    const built = await place.serve("node", [".output/server/index.mjs"], { env: { HOST: "127.0.0.1", PORT: other }, until: `http://127.0.0.1:${other}/` });
    return { ...reports, build: await place.page(built), "build, a server route": await (await fetch(`${built}api/on-server`)).json() };
  },
});
