// The rows of programs in one file: it runs in a folder that holds nothing else, as on AWS Lambda.

import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** A program of modules as one that requires. */
export const required = (text) => text
  .replace(/^import \* as (\w+) from (".*");/gm, "const $1 = require($2);")
  .replace(/^import (\{.*\}) from (".*");/gm, "const $1 = require($2);")
  .replaceAll("./check.js", "./check.cjs");

/** Runs a file of the project by itself; gives its report. */
export async function alone(place, file, command = "node") {
  // Not below the project, where Node would find its node_modules.
  const folder = mkdtempSync(join(tmpdir(), "a2e-wasm-alone-"));
  try {
    const copy = join(folder, basename(file));
    copyFileSync(join(place.dir, file), copy);
    const [program, args] = command ? [command, [copy]] : [copy, []];
    return JSON.parse(await place.exec(program, args, { cwd: folder }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** `ways`: for each, the file that it makes and the command that makes it, of `program.mjs`, `program.cjs`, `page.mjs` or `page.cjs`. */
export const oneFile = (name, ways, row) => ({
  name: `one file by ${name}`,
  group: "Node programs bundled into one file",
  files: "one-file",
  ...row,
  async run(place) {
    for (const program of ["program", "page"]) {
      place.write(`${program}.cjs`, required(readFileSync(join(place.dir, `${program}.mjs`), "utf8")));
    }
    const reports = {};
    for (const [way, [file, command, args]] of Object.entries(ways(place))) {
      await place.exec(command, args);
      reports[way] = await alone(place, file);
    }
    return reports;
  },
});
