import { site } from "../../shared/site.mjs";

const env = { EXPO_NO_TELEMETRY: "1", EXPO_OFFLINE: "1" };

export default {
  name: "Expo 58, web",
  group: "Expo for the web",
  node: "24",
  versions: ["expo", "react-native-web"],
  sections: ["A page", "A proxy", "Expo for the web"],
  async run(place) {
    const port = String(await place.port());
    const dev = await place.serve("expo", ["start", "--web", "--localhost", "--port", port], { env, until: `http://127.0.0.1:${port}/` });
    const report = { dev: await place.page(dev) };
    await place.exec("expo", ["export", "--platform", "web"], { env });
    place.document("A server in Node");
    const api = String(await place.port());
    const target = await place.serve("node", ["server.mjs"], { env: { PORT: api }, until: `http://127.0.0.1:${api}` });
    return { ...report, export: await place.page(await site(place, { folder: "dist", target })) };
  },
};
