// Programs that run the checks and print how they went, for runtimes that are started from a shell.

const VERSION = "globalThis.Bun?.version ?? globalThis.Deno?.version.deno ?? process.versions.node";

/** The source of a program around `results`, an expression that may use `conform`, `CHECKS` and `scene`. */
const around = (imports, results, last = "") => `${imports}
async function main() {
  const { CHECKS, conform } = await suite;
  const scene = JSON.parse(process.env.A2E_SCENE);
  const results = ${results};
  console.log(JSON.stringify({ version: ${VERSION}, results }));
  ${last}
}
main();
`;

const IMPORTED_SUITE = `import * as suite from "./conformance.mjs";`;

/** A module that takes the package by this specifier; `client` is the source of more options of a client. */
export const importing = (specifier, { imports = "", client = "{}", last } = {}) =>
  around(
    `import { A2E, A2EError, createClient } from "${specifier}";\n${IMPORTED_SUITE}\n${imports}`,
    `await conform({ A2E, A2EError, createClient }, { ...scene, client: ${client} })`,
    last,
  );

/** The files of a program that does so in a worker: the web's, or else Node's. It starts with `main.mjs`. */
export const inWorker = (specifier) => ({
  "main.mjs": `import { Worker as OfNode } from "node:worker_threads";
new (globalThis.Worker ?? OfNode)(new URL("./worker.mjs", import.meta.url), { type: "module" });
`,
  // A worker of the web waits for messages until it is closed.
  "worker.mjs": importing(specifier, { last: "globalThis.close?.();" }),
});

/** A script that takes it by `require`. */
export const requiring = (specifier) =>
  around(
    `const { A2E, A2EError, createClient } = require("${specifier}");\nconst suite = import("./conformance.mjs");`,
    "await conform({ A2E, A2EError, createClient }, scene)",
  );

/** A module that takes it by both: each works beside the other, and knows its errors. */
export const both = (specifier) =>
  around(
    `import { createRequire } from "node:module";
import * as imported from "${specifier}";
${IMPORTED_SUITE}
const required = createRequire(import.meta.url)("${specifier}");
async function known({ createClient }, { A2EError }) {
  const error = await createClient({}).catch((error) => error);
  return { check: "errors", ok: !(error instanceof A2EError) && A2EError.is(error), error: String(error) };
}`,
    `[
    ...(await conform(imported, scene)),
    // The account is no new one any more.
    ...(await conform(required, { ...scene, checks: CHECKS.filter((check) => check !== "read") })),
    await known(imported, required),
    await known(required, imported),
  ]`,
  );

/** Runs such a program with an account; gives what it printed last. */
export async function run(project, account, executable, args = []) {
  const printed = await project.run(executable, args, { env: { A2E_SCENE: JSON.stringify(account) } });
  return JSON.parse(printed.trim().split("\n").at(-1));
}
