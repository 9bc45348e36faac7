// What a runtime gets to run in: an empty folder with the installed tarball, an account of its own at the
// emulator, the programs of tests/runtimes/node_modules.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Account, install, text } from "../package/support.mjs";

const MODULES = join(import.meta.dirname, "node_modules");

/** A runtime that cannot be had here. */
export class Missing extends Error {}

export class Kit {
  static #template;

  /** Makes what all runtimes share: a folder to copy, because installing takes seconds. */
  static async begin() {
    Kit.#template = await mkdtemp(join(tmpdir(), "a2e-wasm-runtimes-"));
    await install(Kit.#template);
    await copyFile(join(import.meta.dirname, "conformance.mjs"), join(Kit.#template, "conformance.mjs"));
  }

  static async end() {
    await rm(Kit.#template, { recursive: true, force: true });
  }

  /** The accounts that were opened. */
  accounts = [];
  #children = new Set();
  #folders = [];

  /** A folder outside the repository with nothing but the installed tarball, conformance.mjs and these files. */
  async project(files = {}) {
    const project = await this.folder();
    await cp(Kit.#template, project.directory, { recursive: true });
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
    await Promise.all([...this.#children].map(stop));
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/** In order, because some have children of their own to end. */
async function stop(child) {
  child.kill();
  const killer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await child.ended;
  clearTimeout(killer);
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
    const child = this.start(program, args, { env });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const end = await child.ended;
    if (end !== 0) throw new Error(`${program} ended with ${end}:\n${excerpt(stderr + stdout)}`);
    return stdout;
  }

  /** Starts a program and waits until it says what fits; gives that. It ends with its runtime. */
  async serve(program, args, pattern, { env } = {}) {
    const child = this.start(program, args, { env });
    let output = "";
    return new Promise((found, failed) => {
      const hear = (text) => {
        output += text;
        const said = output.match(pattern);
        if (said) found(said[1]);
      };
      // Heard to the end: a program must not be stopped by an output that nobody reads.
      child.stdout.setEncoding("utf8").on("data", hear);
      child.stderr.setEncoding("utf8").on("data", hear);
      child.ended.then((end) => failed(new Error(`${program} ended with ${end}:\n${excerpt(output)}`)));
    });
  }

  /** Starts a program; it ends with its runtime. What it keeps at home, it keeps in this folder. */
  start(program, args = [], { env = {}, ...options } = {}) {
    const home = { HOME: this.directory, XDG_CACHE_HOME: undefined, XDG_CONFIG_HOME: undefined };
    const all = { ...process.env, ...home, ...env };
    return this.#kit.spawn(program, args, { cwd: this.directory, env: all, ...options });
  }
}

/** The lines that are of use: a stack trace quotes all of the minified package. */
const excerpt = (output) => output.split("\n").map((line) => line.slice(0, 300)).slice(-25).join("\n");
