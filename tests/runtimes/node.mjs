// Node, by `import` and by `require`, and by each entry that it can take.

import { both, importing, requiring, run } from "./programs.mjs";

const MAJORS = [20, 22, 26];
const NEWEST = MAJORS.at(-1);

const READ = `import { readFileSync } from "node:fs";
const bytes = readFileSync(new URL(import.meta.resolve("a2e-wasm/a2e_wasm_bg.wasm")));`;

/** What a program is called, and its file and text. */
const WAYS = {
  import: ["app.mjs", importing("a2e-wasm")],
  require: ["app.cjs", requiring("a2e-wasm")],
};

const MORE_WAYS = {
  "import and require": ["app.mjs", both("a2e-wasm")],
  "./inline": ["app.mjs", importing("a2e-wasm/inline")],
  "./slim, a Module": [
    "app.mjs",
    importing("a2e-wasm/slim", { imports: READ, client: "{ module: new WebAssembly.Module(bytes) }" }),
  ],
  "./slim, bytes": ["app.mjs", importing("a2e-wasm/slim", { imports: READ, client: "{ module: bytes }" })],
};

const runtime = (major, [way, [file, text]]) => ({
  name: `Node ${major}, ${way}`,
  async run(kit) {
    const node = kit.node(major);
    const project = await kit.project({ [file]: text });
    return run(project, await kit.account(`node_${major}_${way}`), node, [file]);
  },
});

export const runtimes = [
  ...MAJORS.flatMap((major) => Object.entries(WAYS).map((way) => runtime(major, way))),
  ...Object.entries(MORE_WAYS).map((way) => runtime(NEWEST, way)),
];
