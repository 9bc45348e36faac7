import { oneFile } from "../../shared/one-file.mjs";

const build = (source, platform, format, file) => {
  return [file, "esbuild", [source, "--bundle", "--minify", `--platform=${platform}`, `--format=${format}`, `--outfile=${file}`, "--log-level=warning"]];
};

const ways = () => ({
  "import, ESM": build("program.mjs", "node", "esm", "import.mjs"),
  "import, CommonJS": build("program.mjs", "node", "cjs", "import.cjs"),
  "require, ESM": build("page.cjs", "node", "esm", "require.mjs"),
  "require, CommonJS": build("program.cjs", "node", "cjs", "require.cjs"),
  "for a page, ESM": build("page.mjs", "browser", "esm", "out/page.mjs"),
  "for a page, a script": build("page.mjs", "browser", "iife", "out/page.cjs"),
  "for a page, require": build("page.cjs", "browser", "iife", "required-page.cjs"),
});

export default oneFile("esbuild", ways, { installs: { esbuild: "*" }, always: true });
