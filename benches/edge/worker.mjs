// The Worker of www-example/worker in a workerd that can be killed, and comes back with the same storage on disk.

import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

import { Workerd } from "../../tests/package/workerd.mjs";
import { variable } from "../measure/packages.mjs";

const SECRETS = { SESSION_SECRET: "s".repeat(32), WEBHOOK_SECRET: "w".repeat(32) };
/** On this machine nobody is asked for a code. The bench starts more than a user may. */
const SETTINGS = { DEV: "1", STARTS_PER_MINUTE: "off", COINS_PER_DAY: "off" };

/** Each object has a database, and each start under way two connections: more than many systems let a program open at first. */
const MANY_FILES = 'ulimit -n "$(ulimit -H -n)"; exec "$0" "$@"';

export class Worker {
  static async open({ base, token }) {
    const worker = new Worker();
    worker.config = variable("A2E_WORKER_CONFIG");
    worker.storage = join(dirname(worker.config), "edge");
    // Webhooks that are under way know no other port, so it stays the same.
    worker.port = await freePort();
    worker.url = `http://127.0.0.1:${worker.port}`;
    worker.env = { ...process.env, ...SECRETS, ...SETTINGS, A2E_TOKEN: token, A2E_URL: base, PUBLIC_URL: worker.url };
    await rm(worker.storage, { recursive: true, force: true });
    await mkdir(worker.storage);
    await worker.serve();
    return worker;
  }

  /** Starts workerd. */
  async serve() {
    const places = [`--directory-path=storage=${this.storage}`, `--socket-addr=http=127.0.0.1:${this.port}`];
    this.workerd = await Workerd.serve(dirname(this.config), {
      binary: variable("A2E_WORKERD"),
      config: this.config,
      run: (binary, args, options) => spawn("sh", ["-c", MANY_FILES, binary, ...args, ...places], { ...options, env: this.env }),
    });
  }

  /** Ends workerd, this one process, as a power cut would. */
  kill() {
    this.workerd.child.kill("SIGKILL");
    return this.workerd.ended;
  }

  /** Throws if workerd has ended by itself, with its last words. */
  check() {
    const { child, complaints } = this.workerd;
    const end = child.signalCode ?? child.exitCode;
    if (end !== null) throw new Error(`workerd ended by itself with ${end}: ${complaints.slice(-2000)}`);
  }

  async close() {
    await this.kill();
    await rm(this.storage, { recursive: true, force: true });
  }
}

/** A port that is free now. */
async function freePort() {
  const server = createServer();
  await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
