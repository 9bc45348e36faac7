// What a row gets to run in: a fresh folder with its files and all that it installs, an account of its own at the emulator,
// programs that end with it, a browser.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { basename, delimiter, dirname, join } from "node:path";
import { Account } from "../package/support.mjs";
import { closeBrowser, visit } from "./browser.mjs";
import { CACHE, addTarball, cached, copy, node, version, write } from "./install.mjs";
import { CHECKS } from "./shared/check.js";

const SHARED = join(import.meta.dirname, "shared");
/** Programs and folders of all rows, which must not outlive this process, whatever ends it. */
const [running, folders] = [new Set(), new Set()];
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
process.once("exit", () => {
  running.forEach((child) => kill(child));
  folders.forEach((folder) => rmSync(folder, REMOVE));
});
const REMOVE = { recursive: true, force: true, maxRetries: 3 };

/** What a poll pauses for. */
const POLL_MS = 50;

export class Place {
  #row;
  #options;
  #children = new Set();
  #servers = [];
  #path = process.env.PATH;

  constructor(row, { fresh, documented }) {
    this.#row = row;
    this.#options = { fresh, documented, run: (command, args, directory) => this.exec(command, args, { cwd: directory }) };
    mkdirSync(CACHE, { recursive: true });
    // Not below /tmp: hard links to the cache want the same disk.
    this.dir = mkdtempSync(join(CACHE, `run-${basename(row.folder)}-`));
    folders.add(this.dir);
  }

  static end = closeBrowser;

  /** The folder of the row's own project: `dir`, or a folder of that workspace. */
  get app() {
    return join(this.dir, this.#row.app ?? ".");
  }

  /** Only installs what the row needs besides our tarball; gives the folder of the cache. */
  async install() {
    const row = this.#row;
    if (row.node) await this.useNode(row.node);
    return cached(basename(row.folder), this.#manifests(), this.#options, row.manager?.install);
  }

  /** Makes the project; gives the versions of what it was asked to install. */
  async prepare() {
    const row = this.#row;
    this.account = await Account.open(`framework_${basename(row.folder)}`.replace(/\W+/g, "_"));
    this.token = this.account.token;
    this.emulator = this.account.baseUrl;
    const kept = await this.install();
    for (const folder of [row.files && join(SHARED, row.files), row.folder].filter(Boolean)) {
      cpSync(folder, this.app, { recursive: true, filter: (file) => basename(file) !== "row.mjs" });
    }
    for (const [path, text] of Object.entries(this.#manifests())) write(join(this.dir, path), text);
    for (const section of row.sections ?? []) this.document(section);
    for (const [path, text] of shared()) this.write(join(row.check ?? ".", path), text);
    if (row.manager) {
      await row.manager.place(kept, this.dir, this.#options.run);
    } else {
      copy(join(kept, "node_modules"), join(this.dir, "node_modules"));
      cpSync(join(kept, "package-lock.json"), join(this.dir, "package-lock.json"));
      await addTarball(this.#options.run, this.dir, row.app);
    }
    const shown = row.versions ?? Object.keys(row.installs ?? {}).slice(0, 1);
    return shown.map((name) => `${name} ${version(this.dir, name)}`).join(", ");
  }

  /** The package.json files of the row, by their paths: its own, or what is made of `installs`. */
  #manifests() {
    const { app, folder, installs } = this.#row;
    if (!installs) return { "package.json": readFileSync(join(folder, "package.json"), "utf8") };
    const own = { name: "app", private: true, type: "module", dependencies: installs };
    const whole = { name: "whole", private: true, workspaces: [app] };
    const manifests = app ? { "package.json": whole, [join(app, "package.json")]: own } : { "package.json": own };
    return Object.fromEntries(Object.entries(manifests).map(([path, each]) => [path, JSON.stringify(each, null, 2)]));
  }

  /** What the programs of the row find in their environment. */
  get env() {
    const path = [join(this.dir, "node_modules", ".bin"), this.#path].join(delimiter);
    const own = { A2E_TOKEN: this.token, A2E_BASE_URL: this.emulator, PATH: path, NO_COLOR: "1" };
    // As at a developer's desk: where CI is set, Angular prepares no packages for development, which is where they can fail.
    return { ...process.env, CI: undefined, FORCE_COLOR: undefined, NODE_OPTIONS: undefined, ...own };
  }

  /** Writes a file of the project. */
  write(path, text) {
    write(join(this.app, path), text);
  }

  /** The text of a file of the project. */
  read(path) {
    return readFileSync(join(this.app, path), "utf8");
  }

  /** Adds the code of a section of docs/frameworks.md. */
  document(section) {
    for (const [path, text] of this.#options.documented.files([section])) this.write(path, text);
  }

  /** The folder with the programs of a Node of this line, such as "24". */
  node(line) {
    return node(line, this.#options);
  }

  /** All programs of this row run with that Node from now on. */
  async useNode(line) {
    this.#path = [await this.node(line), process.env.PATH].join(delimiter);
  }

  /** Runs a program to its end; gives what it printed. It must succeed. */
  async exec(command, args = [], options = {}) {
    const { child, output } = this.#start(command, args, options);
    const [code] = await child.ended;
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${excerpt(output.all)}`);
    return output.stdout;
  }

  /**
   * Starts a server, which ends with the row. Waits until it prints what fits `until`, and gives the first group of
   * that; or until it answers at the URL `until`, and gives that.
   */
  async serve(command, args, { until, ...options }) {
    const { child, output } = this.#start(command, args, options);
    const ended = child.ended.then(([code]) => {
      throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${excerpt(output.all)}`);
    });
    // Its end is no failure once the row is over.
    ended.catch(() => {});
    return Promise.race([until instanceof RegExp ? output.said(until) : answers(until), ended]);
  }

  #start(command, args, { cwd = this.app, env = {}, input } = {}) {
    // A group of its own, because most servers of frameworks have children.
    const all = { cwd, env: { ...this.env, ...env }, detached: true, stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"] };
    const child = spawn(command, args, all);
    child.ended = once(child, "close").catch((error) => [error.message]);
    this.#children.add(child);
    child.excerpt = () => `${command} ${args.join(" ")} printed:\n${excerpt(output.all)}`;
    running.add(child);
    child.ended.then(() => running.delete(child));
    const output = new Output(child);
    if (input !== undefined) child.stdin.end(input);
    return { child, output };
  }

  /** Closes a server of this process at the end of the row. */
  closes(server) {
    this.#servers.push(server);
  }

  /** Opens a page in Chromium; gives its report. */
  page(url, options) {
    return visit(url, options);
  }

  /** A port that is free. */
  async port() {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address();
    server.close();
    return port;
  }

  /** What is wrong with these reports: checks that failed or are missing, starts that did not arrive exactly once. */
  async problems(reports) {
    const problems = Object.entries(reports).flatMap(([part, { starts, ...report }]) => {
      const wanted = report.create === "ok" ? CHECKS : ["create"];
      const missing = wanted.filter((check) => check !== "proxy" && !(check in report)).map((check) => [check, "it was not run"]);
      return [...missing, ...Object.entries(report)]
        .filter(([, outcome]) => outcome !== "ok")
        .map(([check, outcome]) => `${[part, check].filter(Boolean).join(", ")}: ${outcome}`);
    });
    const sent = Object.values(reports).reduce((sum, { starts = 0 }) => sum + starts, 0);
    const { addFaceSwapTask: arrived = 0 } = await this.account.counters();
    // A failed check may not have come to its start.
    if (problems.length === 0 && sent !== arrived) problems.push(`${sent} starts were sent, ${arrived} arrived`);
    return problems;
  }

  /** What the servers of this row have printed. It helps to understand a failure. */
  said() {
    return [...this.#children].filter(({ exitCode }) => exitCode === null).map((child) => child.excerpt()).join("\n");
  }

  /** Ends the programs that still run, with all their children. */
  async end() {
    for (const child of this.#children) kill(child);
    await Promise.all([...this.#children].map(({ ended }) => ended));
  }

  /** Ends what still runs, and removes the folder. */
  async close() {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    await this.end();
    rmSync(this.dir, REMOVE);
    folders.delete(this.dir);
  }
}

class Output {
  all = "";
  stdout = "";
  #hearers = new Set();

  constructor(child) {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      this.stdout += text;
      this.#hear(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text) => this.#hear(text));
  }

  #hear(text) {
    this.all += text;
    this.#hearers.forEach((hearer) => hearer());
  }

  said(pattern) {
    return new Promise((found) => {
      const look = () => {
        const match = this.all.match(pattern);
        if (match) found(match[1]);
      };
      this.#hearers.add(look);
      look();
    });
  }
}

/** Waits until a server answers there, with any status. */
async function answers(url) {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return url;
    await new Promise((poll) => setTimeout(poll, POLL_MS));
  }
}

/** The files that every project gets. */
function shared() {
  const check = readFileSync(join(SHARED, "check.js"), "utf8");
  const exported = [...check.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => name);
  return [
    ["check.js", check],
    ["check.cjs", `${check.replace(/^export /gm, "")}\nmodule.exports = { ${exported.join(", ")} };\n`],
    ["check.d.ts", readFileSync(join(SHARED, "check.d.ts"), "utf8")],
  ];
}

/** Ends a program and all its children: they share a process group. */
function kill(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** The lines that are of use: a stack trace quotes all of the minified package. */
const excerpt = (output) => output.split("\n").map((line) => line.slice(0, 300)).slice(-40).join("\n");
