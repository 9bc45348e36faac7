import * as pnpm from "../../shared/pnpm.mjs";

export default {
  name: "pnpm, nothing hoisted",
  group: "pnpm without hoisting",
  installs: { esbuild: "*" },
  manager: pnpm,
  files: "one-file",
  async run(place) {
    const run = async (...args) => JSON.parse(await place.exec("node", args));
    await place.exec("esbuild", ["program.mjs", "--bundle", "--platform=node", "--format=cjs", "--outfile=app.cjs", "--log-level=warning"]);
    return { program: await run("program.mjs"), bundle: await run("app.cjs") };
  },
};
