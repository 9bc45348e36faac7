// A server before the emulator that changes requests and answers, so that the service seems to be another than described.

import { once } from "node:events";
import { createServer } from "node:http";
import { OPERATIONS } from "../operations/description.mjs";

/** The headers that belong to one connection, or to a body that is changed here. */
const OWN_HEADERS = ["connection", "content-length", "host", "transfer-encoding", "keep-alive"];

function operationOf(method, path) {
  const fits = ({ path: template }) => new RegExp(`^${template.replace(/\{\w+\}/, "[^/]+")}$`).test(path);
  const found = OPERATIONS.filter((one) => one.method === method && fits(one));
  // `/records` is no id.
  return (found.find(({ hasPathId }) => !hasPathId) ?? found[0])?.id;
}

const kept = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)));

export class Front {
  /** Opens one before a service. */
  static async open(target) {
    const front = new Front(target);
    front.server.listen(0, "127.0.0.1");
    await once(front.server, "listening");
    front.url = `http://127.0.0.1:${front.server.address().port}`;
    return front;
  }

  constructor(target) {
    this.target = target;
    this.plants = {};
    this.server = createServer((request, response) => {
      // What the service answers to nobody, this front does not answer either.
      this.#pass(request, response).catch(() => request.socket.destroy());
    });
  }

  /**
   * Plants deviations in good answers, by operation id; `*` is for all answers, and `OPTIONS` for preflights. Each is a function
   * that changes `{ status, headers, envelope, text }`: a new `text` goes out in place of the envelope, and `hangsUp` in place of
   * both. It may have a `query`, which changes what the service is asked.
   */
  plant(plants) {
    this.plants = plants;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #pass(request, response) {
    const url = new URL(request.url, this.target);
    const operation = operationOf(request.method, url.pathname);
    const everywhere = this.plants[request.method === "OPTIONS" ? "OPTIONS" : "*"];
    const plant = this.plants[operation];
    const query = Object.fromEntries(url.searchParams);
    plant?.query?.(url.searchParams);
    const body = request.method === "POST" ? await new Response(request).text() : undefined;
    const answer = await fetch(url, { method: request.method, headers: kept(request.headers), body });
    const text = await answer.text();
    const changed = { status: answer.status, headers: kept(Object.fromEntries(answer.headers)), text };
    changed.envelope = text ? JSON.parse(text) : undefined;
    const wasText = changed.text;
    everywhere?.(changed);
    if (changed.envelope?.code === 0) plant?.(changed, { query, body });
    if (changed.hangsUp) return void request.socket.destroy();
    const out = changed.text === wasText && changed.envelope !== undefined ? JSON.stringify(changed.envelope) : changed.text;
    response.writeHead(changed.status, changed.headers).end(out);
  }
}

/** A deviation that also changes what the service is asked. */
export const asking = (query, change = () => {}) => Object.assign(change.bind(null), { query });
