import { served } from "../../shared/proxied.mjs";

export default {
  name: "Nest",
  group: "Nest",
  versions: ["@nestjs/core"],
  files: "client",
  sections: ["Nest"],
  async run(place) {
    await place.exec("tsc", []);
    const route = "dist/controller.js";
    return {
      middleware: await served(place, "dist/main.js"),
      "a route, behind the parser": await served(place, route),
      "a route, with rawBody": await served(place, route, { env: { RAW_BODY: "1" } }),
    };
  },
};
