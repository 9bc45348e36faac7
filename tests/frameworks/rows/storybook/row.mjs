import { site } from "../../shared/site.mjs";

const STORY = "/iframe.html?id=swap--check&viewMode=story";
const env = { STORYBOOK_DISABLE_TELEMETRY: "1" };

export default {
  name: "Storybook 10",
  group: "Storybook",
  node: "24",
  installs: { storybook: "10", "@storybook/react-vite": "10", vite: "8", react: "19", "react-dom": "19" },
  sections: ["A page", "A proxy", "A server in Node", "Vite", "Storybook"],
  async run(place) {
    const port = String(await place.port());
    const options = ["dev", "--ci", "--no-open", "--exact-port", "--host", "127.0.0.1", "--port", port];
    const dev = await place.serve("storybook", options, { env, until: `http://127.0.0.1:${port}/iframe.html` });
    const report = { dev: await place.page(new URL(STORY, dev).href) };
    await place.exec("storybook", ["build"], { env });
    const api = String(await place.port());
    const target = await place.serve("node", ["server.mjs"], { env: { PORT: api }, until: `http://127.0.0.1:${api}` });
    return { ...report, build: await place.page((await site(place, { folder: "storybook-static", target })) + STORY) };
  },
};
