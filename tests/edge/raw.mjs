// Requests as they stand, over a socket: every client of HTTP would put right what is wrong with them.

import { connect } from "node:net";

/** The bytes of a request. `headers` are pairs, or an object; what is `undefined` among them is left out. */
export function bytesOf({ method = "GET", target, headers = {}, body = "", host, version = "HTTP/1.1" }) {
  const own = Array.isArray(headers) ? headers : Object.entries(headers);
  const has = (name) => own.some(([given]) => given.toLowerCase() === name);
  const usual = [["Host", host], ["Connection", "close"]];
  const content = Buffer.from(body);
  if (content.length > 0 || method === "POST") usual.push(["Content-Length", String(content.length)]);
  const chunked = has("transfer-encoding");
  const all = [...usual.filter(([name]) => !has(name.toLowerCase()) && !(chunked && name === "Content-Length")), ...own];
  const lines = all.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${target} ${version}\r\n${lines.join("")}\r\n`), content]);
}

/** A body in chunks. */
export const chunks = (...parts) => `${parts.map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`).join("")}0\r\n\r\n`;

/** A connection that is read as it is written to. */
export class Raw {
  #bytes = Buffer.alloc(0);
  #isOver = false;
  #wake = () => {};

  static async open(port) {
    const raw = new Raw();
    raw.socket = connect({ port, host: "127.0.0.1" });
    const over = () => {
      raw.#isOver = true;
      raw.#wake();
    };
    raw.socket.on("data", (bytes) => {
      raw.#bytes = Buffer.concat([raw.#bytes, bytes]);
      raw.#wake();
    });
    // A server may hang up on what it does not like.
    raw.socket.on("error", over).on("close", over).on("end", over);
    await new Promise((connected) => raw.socket.once("connect", connected).once("error", connected));
    return raw;
  }

  write(bytes) {
    this.socket.write(bytes);
  }

  /** All that came, as soon as it is enough. */
  async until(enough) {
    while (!this.#isOver && !enough(this.#bytes.toString("latin1"))) {
      await new Promise((wake) => (this.#wake = wake));
    }
    return this.#bytes.toString("utf8");
  }

  /** The first answer, or the status 0 where the server hung up. */
  async answer() {
    const text = await this.until(isWhole);
    this.close();
    return { text, ...parsed(text) };
  }

  close() {
    this.socket.destroy();
  }

  /** Leaves so that the other side sees it: a mere end of what is sent can have an answer. */
  leave() {
    this.socket.resetAndDestroy();
  }
}

/** Sends a request and reads the answer. */
export async function ask(port, bytes) {
  const raw = await Raw.open(port);
  raw.write(bytes);
  return raw.answer();
}

function parsed(text) {
  const [head, ...rest] = text.split("\r\n\r\n");
  const [line, ...lines] = head.split("\r\n");
  const headers = new Map(lines.map((each) => each.split(/:\s*(.*)/s)).map(([name, value]) => [name.toLowerCase(), value]));
  const body = rest.join("\r\n\r\n");
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(line)?.[1] ?? 0), headers, body: contentOf(headers, body) };
}

function contentOf(headers, body) {
  if (headers.get("transfer-encoding") !== "chunked") return body;
  let content = "";
  // Nothing but ASCII is sent in chunks here, so letters are bytes.
  for (let rest = body; rest; ) {
    const [, size, more] = /^([\da-f]+)\r\n([^]*)/i.exec(rest) ?? [];
    if (!size || Number.parseInt(size, 16) === 0) break;
    content += more.slice(0, Number.parseInt(size, 16));
    rest = more.slice(Number.parseInt(size, 16) + 2);
  }
  return content;
}

/** Whether an answer is all there; `latin1`, because lengths are of bytes. */
function isWhole(text) {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const head = text.slice(0, end).toLowerCase();
  const body = text.slice(end + 4);
  if (/^http\/1\.[01] (?:204|304)/.test(head)) return true;
  if (/\r\ntransfer-encoding: *chunked/.test(head)) return /(?:^|\r\n)0\r\n\r\n$/.test(body);
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  return length !== undefined && body.length >= Number(length);
}
