import { site } from "../../shared/site.mjs";

export default {
  name: "Angular 22",
  group: "Angular",
  node: "24",
  always: true,
  versions: ["@angular/core"],
  check: "src",
  sections: ["A proxy", "A server in Node", "Angular"],
  async run(place) {
    const [api, port] = [await place.port(), await place.port()];
    const env = { A2E_PORT: String(api), NG_CLI_ANALYTICS: "false" };
    const target = await place.serve("node", ["server.mjs"], { env: { PORT: String(api) }, until: `http://127.0.0.1:${api}` });
    const options = ["--host", "127.0.0.1", "--port", String(port), "--proxy-config", "proxy.conf.mjs"];
    const dev = await place.serve("ng", ["serve", ...options], { env, until: `http://127.0.0.1:${port}/` });
    const report = { serve: await place.page(dev) };
    await place.exec("ng", ["build"], { env });
    return { ...report, build: await place.page(await site(place, { folder: "dist/app/browser", target })) };
  },
};
