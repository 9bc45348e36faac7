import { oneFile } from "../../shared/one-file.mjs";

const NODE = ["-p", "node-resolve={exportConditions:['node']}", "-p", "commonjs", "--external", "node:http"];
const PAGE = ["-p", "node-resolve={browser:true}"];
const build = (source, plugins, format, file) => [file, "rollup", [source, ...plugins, "-f", format, "-o", file, "--silent"]];

const ways = () => ({
  "import, ESM": build("program.mjs", NODE, "es", "out/import.mjs"),
  "import, CommonJS": build("program.mjs", NODE, "cjs", "out/import.cjs"),
  "require, CommonJS": build("program.cjs", NODE, "cjs", "out/require.cjs"),
  "for a page": build("page.mjs", PAGE, "iife", "out/page.cjs"),
});

const installs = { rollup: "*", "@rollup/plugin-commonjs": "*", "@rollup/plugin-node-resolve": "*" };
export default oneFile("rollup", ways, { installs });
