// The same small program with each package, as it is bundled: one client, one kind of read.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { file } from "./contestants.mjs";

const BENCHES = fileURLToPath(new URL("..", import.meta.url));

/** The program of a contestant: it exports `read(base, token, id)`. */
export const program = (name) => `import { make, read as one } from "${fileURLToPath(file(name))}";
export const read = async (base, token, id) => one(await make({ base, token }), id);`;

/** Bundles a program, with these options of esbuild. */
export async function bundle(code, options) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: BENCHES },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
    // Comments name the files: by their place here, not by where this machine keeps its packages.
    absWorkingDir: BENCHES,
    preserveSymlinks: true,
    ...options,
  });
  return outputFiles[0].contents;
}
