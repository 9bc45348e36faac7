// A server of Node's with a handler behind `toNodeListener`, and callers that say exactly what they want.

import http from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { text } from "./support.mjs";

/** Serves on a port of its choice until its test ends. `around` may do to request and response what others do. */
export class Server {
  static async start(context, listener, { around = () => {}, create = http.createServer } = {}) {
    const server = new Server();
    server.exchanges = [];
    server.server = create((incoming, outgoing) => {
      server.exchanges.push({ incoming, outgoing });
      around(incoming, outgoing);
      listener(incoming, outgoing);
    });
    await once(server.server.listen(0, "127.0.0.1"), "listening");
    server.port = server.server.address().port;
    context.after(() => {
      server.server.close();
      server.server.closeAllConnections?.();
    });
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A request whose body is still to be written. */
  open(path, options = {}) {
    return http.request(this.url + path, { method: "POST", ...options });
  }

  /** A whole request and its whole answer. */
  async ask(path, { body, ...options } = {}) {
    const request = this.open(path, options);
    request.end(body);
    const [answer] = await once(request, "response");
    const { statusCode: status, headers } = answer;
    return { status, headers, text: await text(answer) };
  }

  /** What comes back for these very bytes, until the server ends the connection. */
  async raw(bytes) {
    const socket = connect(this.port, "127.0.0.1");
    // The server may end it before it has read everything.
    socket.on("error", () => {});
    socket.write(bytes, "latin1");
    return text(socket);
  }
}

/** Lets everything happen that needs nothing from outside: what does not end by itself would go far in these turns. */
export async function turns(count = 200) {
  for (let turn = 0; turn < count; turn++) await setImmediate();
}

/** Waits until a condition holds; the limit of the test is that of the wait. */
export async function until(condition) {
  while (!condition()) await setImmediate();
}

/** A promise and what settles it. */
export function gate() {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { open, opened };
}
