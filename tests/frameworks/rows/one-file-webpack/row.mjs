import { oneFile } from "../../shared/one-file.mjs";

const MODULE = { experiments: { outputModule: true }, output: { library: { type: "module" } } };

const ways = (place) => {
  const build = (source, target, filename, { output, ...more } = {}) => {
    const config = { entry: `./${source}`, mode: "production", target, output: { path: `${place.dir}/out`, filename, ...output }, ...more };
    place.write(`${filename}.config.cjs`, `module.exports = ${JSON.stringify(config)};\n`);
    return [`out/${filename}`, "webpack", ["build", "--config", `${filename}.config.cjs`]];
  };
  return {
    "import, ESM": build("program.mjs", "node", "import.mjs", MODULE),
    "import, CommonJS": build("program.mjs", "node", "import.cjs"),
    "require, CommonJS": build("program.cjs", "node", "require.cjs"),
    "for a page": build("page.mjs", "web", "page.cjs"),
    "for a page, require": build("page.cjs", "web", "required-page.cjs"),
  };
};

export default oneFile("webpack", ways, { installs: { webpack: "*", "webpack-cli": "*" } });
