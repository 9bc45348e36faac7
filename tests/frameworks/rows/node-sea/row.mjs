import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "../../shared/one-file.mjs";

/** Where Node looks for a program in itself. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

export default {
  name: "one executable by Node",
  group: "Node programs bundled into one file",
  installs: { esbuild: "*", postject: "*" },
  files: "one-file",
  node: "24",
  async run(place) {
    const bundle = ["--bundle", "--platform=node", "--format=cjs", "--outfile=app.cjs", "--log-level=warning"];
    await place.exec("esbuild", ["program.mjs", ...bundle]);
    place.write("sea.json", JSON.stringify({ main: "app.cjs", output: "app.blob", disableExperimentalSEAWarning: true }));
    await place.exec("node", ["--experimental-sea-config", "sea.json"]);
    copyFileSync(join(await place.node("24"), "node"), join(place.dir, "app"));
    await place.exec("postject", ["app", "NODE_SEA_BLOB", "app.blob", "--sentinel-fuse", FUSE]);
    return alone(place, "app", "");
  },
};
