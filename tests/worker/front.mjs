// A service in front of the emulator that delays, hangs or lies, and tells what arrives.

import { createServer } from "node:http";

export const START = /^POST .*\/userFaceSwapTask\/add$/;
export const LIST = /^GET .*\/userFaceSwapTask\/records/;
/** What asks how face swaps are: one by one, or many at a time. */
export const POLL = /userFaceSwapTask\/(?:[0-9a-f]{24}$|batch)/;

export class Front {
  /** What arrived, oldest first: `{ line, body }`, where a line is a method and a path. */
  arrived = [];
  #rules = [];
  #wakes = new Set();

  static async open(target) {
    const front = new Front();
    front.target = target;
    front.server = createServer((request, answer) => front.#serve(request, answer));
    await new Promise((listens) => front.server.listen(0, "127.0.0.1", listens));
    front.url = `http://127.0.0.1:${front.server.address().port}`;
    return front;
  }

  /**
   * Lets `rule` answer what fits `pattern`, until the function that is returned is called. A rule is told of the request
   * and of `pass`, which asks the emulator and returns `{ status, json }`. It returns such an answer, with `headers` if it
   * likes, or `"hang"` or `"drop"`.
   */
  rule(pattern, rule) {
    const entry = { pattern, rule };
    this.#rules.unshift(entry);
    return () => this.#rules.splice(this.#rules.indexOf(entry), 1);
  }

  /** Holds back what fits, until the function that is returned is called; then it passes. */
  hold(pattern) {
    let resolve;
    const promise = new Promise((done) => (resolve = done));
    const end = this.rule(pattern, async (_, pass) => {
      await promise;
      return pass();
    });
    return () => {
      end();
      resolve();
    };
  }

  /** Waits until so many requests that fit have arrived; returns them. */
  async arrival(pattern, count = 1) {
    for (;;) {
      const found = this.arrived.filter(({ line }) => pattern.test(line));
      if (found.length >= count) return found;
      await new Promise((wake) => this.#wakes.add(wake));
    }
  }

  count(pattern) {
    return this.arrived.filter(({ line }) => pattern.test(line)).length;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #serve(request, answer) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const line = `${request.method} ${request.url}`;
    const headers = { ...request.headers };
    // These are about the connection to here.
    for (const name of ["host", "connection", "content-length", "transfer-encoding"]) delete headers[name];
    this.arrived.push({ line, body });
    for (const wake of this.#wakes) wake();
    this.#wakes.clear();
    const pass = async () => {
      const init = { method: request.method, headers, body: body || undefined, redirect: "manual" };
      const passed = await fetch(this.target + request.url, init);
      return { status: passed.status, json: await passed.json() };
    };
    const rule = this.#rules.find(({ pattern }) => pattern.test(line))?.rule ?? ((_, go) => go());
    const given = await Promise.resolve(rule({ line, body }, pass)).catch(() => "drop");
    if (given === "hang") return;
    if (given === "drop") return request.socket.destroy();
    answer.writeHead(given.status ?? 200, { "content-type": "application/json", ...given.headers });
    answer.end(JSON.stringify(given.json));
  }
}
