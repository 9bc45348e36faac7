import { join } from "node:path";
import { oneFile } from "../../shared/one-file.mjs";

/** Not the one in `.bin`: that is put there by an install script. */
const BUN = `node_modules/@oven/bun-${process.platform}-${process.arch}/bin/bun`;

const ways = (place) => {
  const build = (source, target, format, file) => {
    return [file, join(place.dir, BUN), ["build", source, "--minify", `--target=${target}`, `--format=${format}`, `--outfile=${file}`]];
  };
  return {
    "import, ESM": build("program.mjs", "node", "esm", "out/import.mjs"),
    "import, CommonJS": build("program.mjs", "node", "cjs", "out/import.cjs"),
    "require, CommonJS": build("program.cjs", "node", "cjs", "out/require.cjs"),
    "for a page": build("page.mjs", "browser", "esm", "out/page.mjs"),
  };
};

export default oneFile("bun build", ways, { installs: { bun: "*" } });
