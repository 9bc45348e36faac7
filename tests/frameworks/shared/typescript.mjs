// The rows of TypeScript: each way to find the types of a package and of what lies below it, and the program that comes of it.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCE = readFileSync(join(import.meta.dirname, "typescript/source.ts.txt"), "utf8");
const DECLARED = readFileSync(join(import.meta.dirname, "check.d.ts"), "utf8");
const CHECK = readFileSync(join(import.meta.dirname, "check.js"), "utf8");

const MORE = ["--target", "es2022", "--lib", "es2022,dom", "--types", "node", "--strict", "--jsx", "preserve"];
/** Options of the compiler, and how the source and the program are named. */
const WAYS = {
  node10: { module: "commonjs", source: "ts", program: "js", check: "cjs" },
  "node16, a module": { module: "node16", resolution: "node16", source: "mts", program: "mjs", check: "mjs" },
  "node16, CommonJS": { module: "node16", resolution: "node16", source: "cts", program: "cjs", check: "cjs" },
  nodenext: { module: "nodenext", resolution: "nodenext", source: "mts", program: "mjs", check: "mjs" },
  bundler: { module: "esnext", resolution: "bundler", source: "mts", program: "mjs", check: "mjs" },
};

export const typescript = (line, ways = Object.keys(WAYS)) => ({
  name: `TypeScript ${line}`,
  group: "TypeScript",
  versions: ["typescript"],
  async run(place) {
    place.write("check.mjs", CHECK);
    for (const kind of ["mts", "cts"]) place.write(`check.d.${kind}`, DECLARED);
    const reports = {};
    for (const way of ways) {
      const { module, resolution = way, source, program, check } = WAYS[way];
      const text = SOURCE.replace("./check.js", `./check.${check}`);
      // The slim entry is a module only, which a file of CommonJS cannot name in this way.
      place.write(`program.${source}`, source === "cts" ? text.replace(/^.*[sS]lim.*\n/gm, "") : text);
      const options = ["--module", module, "--moduleResolution", resolution];
      await place.exec("tsc", [...options, ...MORE, `program.${source}`]);
      reports[way] = JSON.parse(await place.exec("node", [`program.${program}`]));
    }
    return reports;
  },
});
