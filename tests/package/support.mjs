// What the tests share: the package as a user installs it, programs that use it, an account of
// their own at the emulator.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after } from "node:test";
import { promisify } from "node:util";

/** The repository. */
export const ROOT = resolve(import.meta.dirname, "../..");
const NPM = process.platform === "win32" ? "npm.cmd" : "npm";

/** A variable that `cargo xtask test` sets. */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: \`cargo xtask test\` does it`);
  return value;
}

/** Installs the tarball, and nothing else, into a folder. */
export async function install(directory) {
  const tarball = resolve(variable("A2E_TARBALL"));
  // Without a prefix npm would look for a project in the folders above.
  const options = ["--prefix", directory, "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  await promisify(execFile)(NPM, ["install", ...options, tarball], { cwd: directory });
}

/** A folder of its own outside the repository, with nothing in it but the installed tarball. */
export class App {
  static async install() {
    const app = new App(await mkdtemp(join(tmpdir(), "a2e-wasm-")));
    after(() => rm(app.directory, { recursive: true, force: true }));
    await install(app.directory);
    return app;
  }

  constructor(directory) {
    this.directory = directory;
    this.package = join(directory, "node_modules", "a2e-wasm");
  }

  /** The files of the installed package, with slashes, sorted. */
  async files() {
    const entries = await readdir(this.package, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const names = files.map((file) => join(file.parentPath ?? file.path, file.name).slice(this.package.length + 1));
    return names.map((name) => name.replaceAll("\\", "/")).sort();
  }

  read(file, encoding = "utf8") {
    return readFile(join(this.package, file), encoding);
  }

  async manifest() {
    return JSON.parse(await this.read("package.json"));
  }

  write(file, text) {
    return writeFile(join(this.directory, file), text);
  }

  /** Imports the package into this process, by its bare name. */
  async import(specifier = "a2e-wasm") {
    const file = `entry-${specifier.replaceAll("/", "-")}.mjs`;
    await this.write(file, `export * from ${JSON.stringify(specifier)};\n`);
    return import(pathToFileURL(join(this.directory, file)));
  }

  /**
   * Runs a program in a process of its own until it ends by itself; `signal` is the test's, which
   * ends it otherwise. `node` are options of Node. Answers what it printed and its exit code.
   */
  async run(file, program, { signal, args = [], node = [] } = {}) {
    await this.write(file, program);
    const child = spawn(process.execPath, [...node, file, ...args], { cwd: this.directory, signal });
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((ended, failed) => child.on("error", failed).on("close", ended)),
    ]);
    return { stdout, stderr, code };
  }
}

/** All that a stream of text gives. */
export async function text(stream) {
  let all = "";
  for await (const chunk of stream.setEncoding("utf8")) all += chunk;
  return all;
}

/** An account at the emulator: 1000 coins, nothing in its lists, an empty log. */
export class Account {
  static async open(name, { speed = 1000 } = {}) {
    const account = new Account(`sk_emulator_package_${name}`);
    await account.reset();
    await account.clock({ speed });
    return account;
  }

  constructor(token) {
    this.token = token;
    this.baseUrl = variable("A2E_EMULATOR_URL");
  }

  /** Options of a client that polls as fast as a test wants. */
  get options() {
    return { token: this.token, baseUrl: this.baseUrl, poll: { minIntervalMs: 5, maxIntervalMs: 20 } };
  }

  reset = () => this.#command("reset");
  clock = (change) => this.#command("clock", change);
  purse = (content) => this.#command("accounts", content);
  fault = (operation, fault, times = 1, skip = 0) => this.#command("faults", { operation, times, skip, fault });

  /** What looks at the next face swap show, one after the other; the last one stays. */
  script = (...looks) => this.#command("script", { operation: "addFaceSwapTask", looks });

  /** How often each operation arrived. */
  counters = () => this.#ask("counters");

  /** What arrived, oldest first. */
  log = () => this.#ask("log");

  async #command(command, body = {}) {
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    return this.#json(command, { ...init, body: JSON.stringify({ token: this.token, ...body }) });
  }

  #ask(question) {
    return this.#json(`${question}?token=${this.token}`);
  }

  async #json(path, init) {
    const answer = await fetch(`${this.baseUrl}/__emulator/${path}`, init);
    if (!answer.ok) throw new Error(`The emulator refuses ${path}: ${await answer.text()}`);
    return answer.json();
  }
}

/** The parameters of a face swap that succeeds. */
export const SWAP = {
  name: "Package",
  face_url: "https://example.com/face.jpg",
  video_url: "https://example.com/video.mp4",
};

/** An address where nobody listens: no ephemeral port, which another test could be given. */
export const DEAD = "http://127.0.0.1:2";

/** The error a promise is rejected with, or a function throws; it fails if there is none. */
export async function failure(attempt) {
  try {
    await (typeof attempt === "function" ? attempt() : attempt);
  } catch (error) {
    return error;
  }
  throw new Error("It should have failed");
}
