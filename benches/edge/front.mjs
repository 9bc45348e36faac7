// What stands in front of the service: it passes every request on, and takes its time with starts. A start that has come
// in is carried out, also when the one who sent it is gone meanwhile: that is how starts get lost, or are charged twice.

import { Agent, createServer, request } from "node:http";
import { buffer } from "node:stream/consumers";

import { LONGEST_START_MS, SHORTEST_START_MS } from "./plan.mjs";

const START = /\/(?:start|add)$/;

export class Front {
  #agent = new Agent({ keepAlive: true });
  /** Starts that came in and were not answered yet. */
  underWay = 0;

  /** Listens before the service at `base`. How long each start takes is up to `random`, which gives numbers from 0 to 1. */
  static async open(base, random) {
    const front = new Front();
    Object.assign(front, { base, random });
    front.server = createServer((asked, answer) => {
      // A Worker that was killed has closed its connections.
      front.#pass(asked, answer).catch(() => answer.destroy());
    });
    await new Promise((listens) => front.server.listen(0, "127.0.0.1", listens));
    front.url = `http://127.0.0.1:${front.server.address().port}`;
    return front;
  }

  async #pass(asked, answer) {
    const { method, url, headers } = asked;
    const body = await buffer(asked);
    const isStart = method === "POST" && START.test(url);
    // The service makes the task at some moment of the time that it takes to answer.
    const ms = isStart ? SHORTEST_START_MS + this.random() * (LONGEST_START_MS - SHORTEST_START_MS) : 0;
    const before = ms * this.random();
    if (isStart) this.underWay += 1;
    try {
      if (ms) await pause(before);
      const told = await this.#ask({ method, path: url, headers }, body);
      if (ms) await pause(ms - before);
      const { connection, ...others } = told.headers;
      answer.writeHead(told.statusCode, others).end(told.body);
    } finally {
      if (isStart) this.underWay -= 1;
    }
  }

  #ask(options, body) {
    return new Promise((resolve, reject) => {
      const sent = request(this.base, { ...options, agent: this.#agent }, (told) => {
        buffer(told).then((text) => resolve({ statusCode: told.statusCode, headers: told.headers, body: text }), reject);
      });
      sent.once("error", reject).end(body);
    });
  }

  close() {
    this.#agent.destroy();
    this.server.closeAllConnections();
    this.server.close();
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
