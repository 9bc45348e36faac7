// A workerd, the runtime of Cloudflare Workers, with a Worker and the installed package in it.

import { spawn } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { createInterface } from "node:readline";

/** Serves on a port of its choice until it is stopped. */
export class Workerd {
  /**
   * Writes the configuration of a Worker, and serves by it. A Worker has `{ date, flags, modules, bindings, outbound }`: each
   * module `{ name, path }`, the first one its entry, and bindings are texts.
   */
  static async start(directory, { worker, config = "workerd.capnp", ...options }) {
    await writeFile(join(directory, config), capnp(worker));
    return Workerd.serve(directory, { config, ...options });
  }

  /** Serves by the file `config`, which is there. `run` starts the program. */
  static async serve(directory, { binary, config = "workerd.capnp", run = spawn }) {
    const workerd = new Workerd();
    const options = { cwd: directory, stdio: ["ignore", "inherit", "pipe", "pipe"] };
    workerd.child = run(binary, ["serve", config, "--control-fd=3"], options);
    workerd.ended = new Promise((ended) => workerd.child.once("exit", ended).once("error", ended));
    workerd.child.stderr.setEncoding("utf8").on("data", (text) => (workerd.complaints += text));
    workerd.url = `http://127.0.0.1:${await workerd.#port()}`;
    return workerd;
  }

  /** What it wrote. */
  complaints = "";

  /** workerd tells its port on the control channel as soon as it listens. */
  async #port() {
    for await (const line of createInterface(this.child.stdio[3])) {
      const { event, port } = JSON.parse(line);
      if (event === "listen") return port;
    }
    throw new Error(`workerd ended: ${this.complaints}`);
  }

  stop() {
    this.child.kill();
    return this.ended;
  }
}

/**
 * The modules of the package that is installed in a folder, with the entries for Workers under their bare names,
 * because workerd looks for no packages. It looks for what an entry imports beside that name, so each has its own.
 */
export async function packageModules(directory) {
  const home = "node_modules/a2e-wasm";
  const { exports } = JSON.parse(await readFile(join(directory, home, "package.json"), "utf8"));
  const files = (await readdir(join(directory, home))).filter((name) => /\.(?:js|wasm)$/.test(name));
  const entries = Object.entries(exports).filter(([, { workerd }]) => workerd);
  return entries.flatMap(([subpath, { workerd }]) => {
    const bare = posix.join("a2e-wasm", subpath);
    const named = (file) => (`./${file}` === workerd.default ? bare : posix.join(posix.dirname(bare), file));
    // The entries import a wasm by a name with a suffix.
    const imported = (file) => (file.endsWith(".wasm") ? `${file}?module` : file);
    return files.map((file) => ({ name: named(imported(file)), path: `${home}/${file}` }));
  });
}

/**
 * The configuration of a workerd with a Worker, as `Workerd.start` takes it, on a port of its choice. What the
 * Worker fetches goes through its `outbound`, if it has that: another Worker of the same form.
 */
export function capnp({ outbound, ...worker }) {
  const services = [service("worker", worker, outbound ? "outbound" : "internet")];
  if (outbound) services.push(service("outbound", outbound, "internet"));
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ${services.join("\n    ")}
    # Only this machine: nothing else is reached.
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
`;
}

function service(name, { date, flags = [], modules, bindings = {} }, outbound) {
  const embedded = modules.map(({ name, path }) => {
    const kind = path.endsWith(".wasm") ? "wasm" : "esModule";
    return `(name = "${name}", ${kind} = embed "${path}"),`;
  });
  const texts = Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = "${text}"),`);
  return `(name = "${name}", worker = (
      modules = [
        ${embedded.join("\n        ")}
      ],
      compatibilityDate = "${date}",
      compatibilityFlags = ${JSON.stringify(flags)},
      bindings = [
        ${texts.join("\n        ")}
      ],
      globalOutbound = "${outbound}",
    )),`;
}
