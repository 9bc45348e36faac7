// The packages that are measured: where they are, and in which version.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of a package; ours is the one that was just built. */
export function folder(name) {
  if (name === "a2e-wasm") return variable("A2E_PACKAGE");
  return fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
}

export function manifest(name) {
  return JSON.parse(readFileSync(join(folder(name), "package.json"), "utf8"));
}

/** The address of the file that `import "a2e-wasm"` leads to. */
export const entry = () => pathToFileURL(join(folder("a2e-wasm"), manifest("a2e-wasm").module)).href;

/** The packages of contestants with their versions, as the results name them, in lines of few enough. */
export function versions(contestants) {
  const names = Object.values(contestants).flatMap((contestant) => contestant.package ?? []);
  const middle = Math.ceil(names.length / 2);
  const text = names.map((name) => `${name} ${manifest(name).version}`);
  return `${text.slice(0, middle).join(", ")},\n${text.slice(middle).join(", ")}.`;
}

/** A variable that `cargo xtask bench` sets. */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask bench\``);
  return value;
}
