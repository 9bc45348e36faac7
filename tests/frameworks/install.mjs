// Installs what a row needs. The frameworks are kept outside of the checkout, in the cache of `cargo xtask setup`, because that
// takes minutes; our own tarball is installed anew on every run, as a user does it.

import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { variable } from "../package/support.mjs";

export const CACHE = resolve(variable("A2E_CACHE"), "frameworks");
export const TARBALL = resolve(variable("A2E_TARBALL"));

/** The folders that this run has seen. */
const refreshed = new Set();

const QUIET = ["--no-audit", "--no-fund", "--fetch-retries=1"];

/** Installs what a folder's package.json names. No row needs the install scripts of its packages. */
const npm = (directory, run) => run("npm", ["install", "--ignore-scripts", ...QUIET], directory);

/**
 * Gives the folder of the cache in which this is installed. `manifests` are the files that say what, by their paths.
 * `run(command, args, directory)` runs a program. With `fresh` it is installed again, once in a run of all rows.
 */
export async function cached(name, manifests, { fresh, run }, install = npm) {
  const key = createHash("sha256").update(JSON.stringify(manifests)).digest("hex").slice(0, 8);
  const folder = join(CACHE, `${name}-${key}`);
  if (fresh && !refreshed.has(folder)) rmSync(folder, { recursive: true, force: true });
  refreshed.add(folder);
  if (existsSync(folder)) return folder;
  // Renamed when complete, so that an interrupted installation is not taken for a good one.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const [path, text] of Object.entries(manifests)) write(join(unfinished, path), text);
  await install(unfinished, run);
  renameSync(unfinished, folder);
  return folder;
}

/** A Node of this line, by npm's packages of it; gives the folder of its programs. */
export async function node(version, options) {
  const name = `node-${process.platform}-${process.arch}`;
  const manifest = JSON.stringify({ private: true, dependencies: { [name]: version } });
  const folder = await cached(`node-${version}`, { "package.json": manifest }, options);
  return join(folder, "node_modules", name, "bin");
}

/** Adds the tarball to a project. `--offline`: all else is there already. */
export const addTarball = (run, directory, workspace) =>
  run("npm", ["install", "--offline", "--ignore-scripts", ...QUIET, ...(workspace ? ["--workspace", workspace] : []), TARBALL], directory);

/** Copies a folder by hard links, because some have half a gigabyte. Tools write new files, and do not change these. */
export function copy(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copy(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

export function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The version of an installed package. */
export const version = (directory, name) =>
  JSON.parse(readFileSync(join(directory, "node_modules", name, "package.json"), "utf8")).version;
