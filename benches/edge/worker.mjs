// The Worker of www-example/worker in a workerd that can be killed, and comes back with the same storage on disk.

import { spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { Workerd } from "../../tests/package/workerd.mjs";
import { variable } from "../measure/packages.mjs";

const SECRETS = { SESSION_SECRET: "s".repeat(32), WEBHOOK_SECRET: "w".repeat(32) };

export class Worker {
  #port = 0;

  static async open({ base, token }) {
    const worker = new Worker();
    worker.config = variable("A2E_WORKER_CONFIG");
    worker.storage = join(dirname(worker.config), "edge");
    worker.env = { ...process.env, ...SECRETS, A2E_TOKEN: token, A2E_URL: base };
    await rm(worker.storage, { recursive: true, force: true });
    await mkdir(worker.storage);
    await worker.serve();
    return worker;
  }

  /** Starts workerd, on the port it had: webhooks that are under way know no other. */
  async serve() {
    const places = [`--directory-path=storage=${this.storage}`, `--socket-addr=http=127.0.0.1:${this.#port}`];
    this.workerd = await Workerd.serve(dirname(this.config), {
      binary: variable("A2E_WORKERD"),
      config: this.config,
      run: (binary, args, options) => spawn(binary, [...args, ...places], { ...options, env: this.env }),
    });
    this.url = this.workerd.url;
    this.#port = new URL(this.url).port;
  }

  /** Ends workerd, this one process, as a power cut would. */
  kill() {
    this.workerd.child.kill("SIGKILL");
    return this.workerd.ended;
  }

  async close() {
    await this.kill();
    await rm(this.storage, { recursive: true, force: true });
  }
}
