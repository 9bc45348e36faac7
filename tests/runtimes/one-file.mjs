// Programs in one file, run in a folder that holds nothing else: what does not travel in the file is missing.
// `deno compile` is not among them: it downloads another program first.

import { copyFile } from "node:fs/promises";
import { importing, requiring, run } from "./programs.mjs";
import { bun } from "./shells.mjs";

const NODE = 22;
const esbuild = (format) => ["--bundle", "--platform=node", `--format=${format}`, "--log-level=warning"];

const RUNTIMES = [
  { name: "esbuild for Node", text: importing("a2e-wasm"), format: "esm" },
  { name: "esbuild for Node, CommonJS", text: importing("a2e-wasm"), format: "cjs" },
  { name: "esbuild for Node, require", text: requiring("a2e-wasm"), format: "cjs" },
  { name: "esbuild for Node, ./inline", text: importing("a2e-wasm/inline"), format: "esm" },
];

const bundled = ({ name, text, format }) => ({
  name,
  async run(kit) {
    const project = await kit.project({ "source.js": text });
    const file = `app.${format === "esm" ? "mjs" : "cjs"}`;
    await project.run(kit.tool("esbuild"), [...esbuild(format), `--outfile=${file}`, "source.js"]);
    const empty = await kit.folder();
    await copyFile(project.path(file), empty.path(file));
    return run(empty, await kit.account(name), kit.node(NODE), [file]);
  },
});

const compiled = {
  name: "Bun, compiled to one file",
  async run(kit) {
    const project = await kit.project({ "app.mjs": importing("a2e-wasm") });
    await project.run(bun(kit), ["build", "--compile", "app.mjs", "--outfile", "app"]);
    const empty = await kit.folder();
    await copyFile(project.path("app"), empty.path("app"));
    return run(empty, await kit.account("bun_compiled"), empty.path("app"));
  },
};

export const runtimes = [...RUNTIMES.map(bundled), compiled];
