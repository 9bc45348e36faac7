// What a runtime gets to run in: an empty folder with the installed tarball, an account of its own at the
// emulator, the programs of tests/runtimes/node_modules.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Account, install } from "../package/support.mjs";

const MODULES = join(import.meta.dirname, "node_modules");
/** For a program that hangs; none is timed. */
const LIMIT_MS = 300_000;

/** A runtime that cannot be had here. */
export class Missing extends Error {}

export class Kit {
  static #template;

  /** The accounts that were opened. */
  accounts = [];
  #children = new Set();
  #folders = [];

  /** A folder outside the repository with nothing but the installed tarball, conformance.mjs and these files. */
  async project(files = {}) {
    const template = await (Kit.#template ??= prepare());
    const directory = await mkdtemp(join(tmpdir(), "a2e-wasm-runtime-"));
    this.#folders.push(directory);
    await cp(template, directory, { recursive: true });
    const project = new Project(this, directory);
    for (const [file, text] of Object.entries(files)) await project.write(file, text);
    return project;
  }

  /** A folder outside the repository with nothing in it. */
  async folder() {
    const directory = await mkdtemp(join(tmpdir(), "a2e-wasm-runtime-"));
    this.#folders.push(directory);
    return new Project(this, directory);
  }

  /** A new account, of which a client needs `{ token, baseUrl }`. */
  async account(name) {
    const account = await Account.open(`runtime_${name.replace(/\W+/g, "_")}`);
    this.accounts.push(account);
    const { token, baseUrl } = account;
    return { token, baseUrl };
  }

  /** The path of a program that a package brings. */
  tool(name) {
    return this.file(join(".bin", name));
  }

  /** The path of a file below tests/runtimes/node_modules. */
  file(path) {
    const file = join(MODULES, path);
    if (!existsSync(file)) this.missing(`node_modules/${path} is not there`);
    return file;
  }

  /** A Node of this major version: the one of npm, or the one that runs this. */
  node(major) {
    const file = join(MODULES, `node-${major}-${process.platform}-${process.arch}`, "bin", "node");
    if (existsSync(file)) return file;
    if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
    return this.missing(`there is no Node ${major}`);
  }

  missing(why) {
    throw new Missing(why);
  }

  /** A child that ends with its runtime at the latest. */
  spawn(program, args, options) {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
    const ended = new Promise((end) => child.once("error", end).once("close", end));
    this.#children.add(child);
    ended.then(() => this.#children.delete(child));
    return Object.assign(child, { ended });
  }

  /** Ends what still runs and removes the folders. */
  async close() {
    const children = [...this.#children];
    children.forEach((child) => child.kill("SIGKILL"));
    await Promise.all(children.map(({ ended }) => ended));
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  /** Removes what all runtimes share. */
  static async end() {
    if (Kit.#template) await rm(await Kit.#template, { recursive: true, force: true });
  }
}

/** A folder to copy: installing takes seconds. */
async function prepare() {
  const directory = await mkdtemp(join(tmpdir(), "a2e-wasm-runtimes-"));
  await install(directory);
  await copyFile(join(import.meta.dirname, "conformance.mjs"), join(directory, "conformance.mjs"));
  return directory;
}

class Project {
  #kit;

  constructor(kit, directory) {
    this.#kit = kit;
    this.directory = directory;
  }

  path(file) {
    return join(this.directory, file);
  }

  async write(file, text) {
    await mkdir(dirname(this.path(file)), { recursive: true });
    await writeFile(this.path(file), text);
  }

  /** Runs a program to its end; gives what it printed. It must succeed. */
  async run(program, args = [], { env = {} } = {}) {
    const child = this.start(program, args, { env, timeout: LIMIT_MS });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const end = await child.ended;
    if (end !== 0) throw new Error(`${program} ended with ${end}:\n${excerpt(stderr + stdout)}`);
    return stdout;
  }

  /** Starts a program that serves; it ends with its runtime. */
  start(program, args = [], { env = {}, ...options } = {}) {
    return this.#kit.spawn(program, args, { cwd: this.directory, env: { ...process.env, ...env }, ...options });
  }
}

export async function text(stream) {
  let all = "";
  for await (const chunk of stream.setEncoding("utf8")) all += chunk;
  return all;
}

/** The lines that are of use: a stack trace quotes all of the minified package. */
const excerpt = (output) => output.split("\n").map((line) => line.slice(0, 300)).slice(-25).join("\n");
