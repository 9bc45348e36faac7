// A service by hand, for what the emulator never does: it answers as the test wants, and remembers what it was asked.

import { createServer } from "node:http";

export class Upstream {
  /** Answers a request. */
  play = (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"code":0,"data":{}}');
  /** What arrived: method, URL, headers, body. */
  seen = [];
  #server;
  #wake = () => {};

  static async open() {
    const upstream = new Upstream();
    upstream.#server = createServer((request, response) => upstream.#answer(request, response));
    await new Promise((listens) => upstream.#server.listen(0, "127.0.0.1", listens));
    upstream.url = `http://127.0.0.1:${upstream.#server.address().port}`;
    return upstream;
  }

  async #answer(request, response) {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const { method, url, headers } = request;
    this.seen.push({ method, path: url, headers, body, response });
    this.#wake();
    this.play({ method, url, headers, body }, response);
  }

  /** The request that arrives next, after so many. */
  async after(count) {
    while (this.seen.length <= count) await new Promise((wake) => (this.#wake = wake));
    return this.seen[count];
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((closed) => this.#server.close(closed));
  }
}
