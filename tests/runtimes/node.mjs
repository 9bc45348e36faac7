// Node, by `import` and by `require`, and by each entry that it can take.

import { both, importing, inWorker, requiring, run } from "./programs.mjs";

const MAJORS = [20, 22, 26];
const NEWEST = MAJORS.at(-1);

const READ = `import { readFileSync } from "node:fs";
const bytes = readFileSync(new URL(import.meta.resolve("a2e-wasm/a2e_wasm_bg.wasm")));`;

const slim = (module) => importing("a2e-wasm/slim", { imports: READ, client: `{ module: ${module} }` });

/** What a program is called, and its files, of which the first one is run. */
const WAYS = {
  import: { "app.mjs": importing("a2e-wasm") },
  require: { "app.cjs": requiring("a2e-wasm") },
};

const MORE_WAYS = {
  "import and require": { "app.mjs": both("a2e-wasm") },
  "a worker thread": inWorker("a2e-wasm"),
  "./inline": { "app.mjs": importing("a2e-wasm/inline") },
  "./slim, a Module": { "app.mjs": slim("new WebAssembly.Module(bytes)") },
  "./slim, bytes": { "app.mjs": slim("bytes") },
};

const runtime = (major, [way, files]) => ({
  name: `Node ${major}, ${way}`,
  async run(kit) {
    const node = kit.node(major);
    const project = await kit.project(files);
    return run(project, await kit.account(`node_${major}_${way}`), node, [Object.keys(files)[0]]);
  },
});

export const runtimes = [
  ...MAJORS.flatMap((major) => Object.entries(WAYS).map((way) => runtime(major, way))),
  ...Object.entries(MORE_WAYS).map((way) => runtime(NEWEST, way)),
];
