import { required } from "../../shared/one-file.mjs";
import * as manager from "../../shared/yarn.mjs";

export default {
  name: "Yarn 4, Plug'n'Play",
  group: "Yarn 4 with Plug'n'Play",
  installs: { react: "19" },
  versions: [],
  manager,
  files: "one-file",
  async run(place) {
    const yarn = await manager.yarn();
    place.write("program.cjs", required(place.read("program.mjs")));
    const run = async (file) => JSON.parse(await place.exec("node", [yarn, "node", file]));
    return { import: await run("program.mjs"), require: await run("program.cjs") };
  },
};
