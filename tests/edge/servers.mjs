// The four servers: Node with the listener of the package, Deno, Bun, and workerd with the Worker that a bundler makes.

import { createRequire } from "node:module";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { capnp } from "../package/workerd.mjs";
import { bun, deno } from "../runtimes/shells.mjs";

const NODE = 26;
const READY = /listening on (\d+)\n/;
const SETTINGS = "A2E_EDGE";

const program = (imports, serve) => `import { application } from "./app.mjs";
${imports}
${serve}
`;

const PROGRAMS = {
  node: program(
    `import { createServer } from "node:http";\nimport { toNodeListener } from "a2e-wasm/server/node";`,
    `const server = createServer(toNodeListener(application(JSON.parse(process.env.${SETTINGS}))));
server.listen(0, "127.0.0.1", () => console.log("listening on " + server.address().port));`,
  ),
  deno: program(
    "",
    `const onListen = ({ port }) => console.log("listening on " + port);
Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, application(JSON.parse(Deno.env.get("${SETTINGS}"))));`,
  ),
  bun: program(
    "",
    `const fetch = application(JSON.parse(process.env.${SETTINGS}));
console.log("listening on " + Bun.serve({ hostname: "127.0.0.1", port: 0, fetch }).port);`,
  ),
  workerd: program(
    "",
    `let answer;
export default { fetch: (request, env, context) => (answer ??= application(JSON.parse(env.${SETTINGS})))(request, context) };`,
  ),
};

/** Each gives `{ version, port, output() }`, of which the last is all that the process has written. */
export const SERVERS = [
  { name: "Node", start: (kit, settings) => run(kit, "node", settings, kit.node(NODE), []) },
  { name: "Deno", start: (kit, settings) => run(kit, "deno", settings, deno(kit), leave(settings)) },
  { name: "Bun", start: (kit, settings) => run(kit, "bun", settings, bun(kit), ["run"]) },
  { name: "workerd", start: (kit, settings) => workerd(kit, settings) },
  { name: "workerd, an old date", start: (kit, settings) => workerd(kit, settings, "2024-09-01") },
];

/** Nothing but the service and the server's own port can be reached. */
function leave({ service, odd }) {
  const hosts = ["127.0.0.1:0", ...[service, odd].map((url) => new URL(url).host)];
  return ["run", "--no-prompt", "--no-remote", `--allow-net=${hosts}`, `--allow-env=${SETTINGS}`];
}

async function run(kit, name, settings, executable, args) {
  const project = await projectOf(kit, { "main.mjs": PROGRAMS[name] });
  const env = { [SETTINGS]: JSON.stringify(settings) };
  const heard = listen(project.start(executable, [...args, "main.mjs"], { env }));
  const version = (await project.run(executable, ["--version"])).match(/\d+\.\d+\.\d+/)[0];
  return { version, port: await heard.until(READY), output: heard.output };
}

/** Bundled as by wrangler: the module of the package stays a file beside the Worker, and is imported compiled. */
async function workerd(kit, settings, old) {
  const project = await projectOf(kit, { "main.mjs": PROGRAMS.workerd });
  const load = createRequire(kit.file("."));
  const { outputFiles } = await load("esbuild").build({
    absWorkingDir: project.directory,
    entryPoints: ["main.mjs"],
    outdir: "out",
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
    logLevel: "silent",
    write: false,
  });
  const names = outputFiles.map(({ path }) => path.split(/[\\/]/).at(-1)).sort((one) => (one === "main.js" ? -1 : 1));
  await Promise.all(outputFiles.map(({ path, contents }) => project.write(path.slice(project.directory.length + 1), contents)));
  const { default: executable, compatibilityDate: newest, version } = load("workerd");
  const date = old ?? newest;
  // esbuild keeps the suffix by which the package imports its module.
  const modules = names.map((name) => ({ name: name.endsWith(".wasm") ? `${name}?module` : name, path: `out/${name}` }));
  // A Cap'n Proto text has JSON's escapes for quotes.
  const text = JSON.stringify(JSON.stringify(settings)).slice(1, -1);
  const worker = { date, modules, bindings: { [SETTINGS]: text } };
  await project.write("workerd.capnp", capnp(worker));
  const stdio = ["ignore", "pipe", "pipe", "pipe"];
  const child = project.start(executable, ["serve", "workerd.capnp", "--control-fd=3"], { stdio });
  const heard = listen(child, [child.stdio[3]]);
  return { version: `${version}, ${date}`, port: await heard.until(/"listen".*?"port":(\d+)/), output: heard.output };
}

async function projectOf(kit, files) {
  const project = await kit.project(files);
  await copyFile(join(import.meta.dirname, "app.mjs"), project.path("app.mjs"));
  return project;
}

/** Hears a process to its end. */
function listen(child, more = []) {
  let output = "";
  let hear = () => {};
  for (const stream of [child.stdout, child.stderr, ...more]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      hear();
    });
  }
  const until = (pattern) =>
    new Promise((found, failed) => {
      hear = () => pattern.test(output) && found(Number(pattern.exec(output)[1]));
      hear();
      child.ended.then((end) => failed(new Error(`the server ended with ${end}: ${output.slice(0, 2000)}`)));
    });
  return { output: () => output, until };
}
