// The rows of Vitest inside workerd: Cloudflare's package for it, by its name of today and its name of before.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TIMERS, reported } from "./runners.mjs";

const NOW = "@cloudflare/vitest-plugin";

export const workerd = (name, tool) => ({
  name,
  group: "Vitest in workerd",
  takes: "a rule for `.wasm` in wrangler.json",
  installs: { [tool]: "*", vitest: "4" },
  files: "vitest-workerd",
  sections: ["Vitest in workerd"],
  node: "24",
  async run(place) {
    place.write("timers.js", TIMERS);
    const config = readFileSync(join(place.dir, "vitest.config.js"), "utf8");
    place.write("vitest.config.js", config.replace(NOW, tool));
    return reported(await place.exec("vitest", ["run"]));
  },
});
