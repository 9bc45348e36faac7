// edge-runtime, in which the edge functions of Vercel and Next.js run on a developer's machine.

import { createRequire } from "node:module";
import { join } from "node:path";

const NAME = "a2e_wasm_module";

const HANDLER = (specifier) => `
import { A2E, A2EError, createClient } from "${specifier}";
import { conform } from "./conformance.mjs";
addEventListener("fetch", (event) => event.respondWith(answer(event.request)));
async function answer(request) {
  return Response.json(await conform({ A2E, A2EError, createClient }, await request.json()));
}
`;

const runtime = (name, specifier) => ({
  name,
  async run(kit) {
    const project = await kit.project({ "handler.mjs": HANDLER(specifier) });
    const load = createRequire(kit.file("."));
    await load("esbuild").build({
      absWorkingDir: project.directory,
      entryPoints: ["handler.mjs"],
      outfile: project.path("bundle.js"),
      bundle: true,
      format: "iife",
      conditions: ["edge-light", "worker"],
      plugins: [compiled],
      logLevel: "silent",
    });
    const given = {
      handler: project.path("bundle.js"),
      wasm: project.path("node_modules/a2e-wasm/a2e_wasm_bg.wasm"),
      name: NAME,
      scene: await kit.account(name),
    };
    const driver = join(import.meta.dirname, "drivers", "edge-runtime.mjs");
    const printed = await project.run(process.execPath, [driver, JSON.stringify(given)]);
    return { version: load("edge-runtime/package.json").version, results: JSON.parse(printed) };
  },
});

/** What Vercel makes of `x.wasm?module`: the compiled module. */
const compiled = {
  name: "compiled",
  setup(build) {
    build.onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({ path, namespace: "compiled" }));
    build.onLoad({ filter: /./, namespace: "compiled" }, () => ({ contents: `export default globalThis.${NAME};` }));
  },
};

export const runtimes = [runtime("edge-runtime", "a2e-wasm"), runtime("edge-runtime, ./edge", "a2e-wasm/edge")];
