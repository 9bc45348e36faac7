// A page's WebSocket, with the headers of a browser. Node's own is there since 22 only, and hides them.

import { randomBytes } from "node:crypto";
import { request } from "node:http";

/** What comes over the socket, as JSON, oldest first. */
export class Feed {
  messages = [];
  #close;
  #wakes = new Set();
  #rest = Buffer.alloc(0);

  /** Opens a socket; rejects with the status if there is none. Asks for all of the first rows, and reads, as a page does. */
  static open(url, headers, { reads = true } = {}) {
    const key = randomBytes(16).toString("base64");
    const upgrade = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": key };
    return new Promise((opened, failed) => {
      const asked = request(url, { headers: { ...headers, ...upgrade } });
      asked.on("error", failed);
      asked.on("response", ({ statusCode }) => failed(new Error(`status ${statusCode}`)));
      asked.on("upgrade", (_, socket, head) => opened(new Feed(socket, head, reads)));
      asked.end();
    });
  }

  /** Why the server closed it: a code and words. */
  closed = new Promise((closed) => (this.#close = closed));

  constructor(socket, head, reads) {
    Object.assign(this, { socket, reads });
    // A server that is killed takes its sockets along.
    this.ended = new Promise((ended) => socket.on("error", ended).on("close", ended));
    socket.on("data", (bytes) => this.#take(bytes));
    this.#take(head);
  }

  /** The first message that fits, of those that came and those to come. */
  async until(fits) {
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      await new Promise((wake) => this.#wakes.add(wake));
    }
  }

  /** Sends a short text, masked as a page does. */
  say(text) {
    const mask = randomBytes(4);
    const bytes = Buffer.from(text).map((byte, place) => byte ^ mask[place % 4]);
    this.socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length]), mask, bytes]));
  }

  #hear(message) {
    this.messages.push(message);
    if (message.more) this.say("more");
    else if (this.reads) this.say("read");
  }

  close() {
    this.socket.destroy();
    return this.ended;
  }

  #take(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const frame = frameOf(this.#rest);
      if (!frame) break;
      this.#rest = this.#rest.subarray(frame.end);
      if (frame.kind === 1) this.#hear(parsed(frame.payload.toString()));
      if (frame.kind === 8) this.#close({ code: frame.payload.readUInt16BE(), reason: frame.payload.subarray(2).toString() });
    }
    for (const wake of this.#wakes) wake();
    this.#wakes.clear();
  }
}

/** The first frame of these bytes; servers mask none, and ours sends each message in one. */
function frameOf(bytes) {
  if (bytes.length < 2) return undefined;
  const short = bytes[1] & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + length) return undefined;
  return { kind: bytes[0] & 0xf, payload: bytes.subarray(start, start + length), end: start + length };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
