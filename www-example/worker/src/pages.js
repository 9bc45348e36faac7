// The open pages of a user. They sleep with the object (hibernation): a socket that nothing passes costs nothing.

import { newsOf } from "./news.js";

/** A page that is told so many things without saying that it read them is slow, or gone. It comes back by itself. */
const MOST_UNREAD = 500;
/** More open pages of one user: the oldest is closed. */
const MOST_SOCKETS = 20;
/** Rows in one message. */
const ROWS = 50;
/** Why a socket was closed, as `link.js` of the page knows it. */
export const CLOSED = { sessionOver: 4401, slow: 4408, tooMany: 4429 };

export class Pages {
  #ctx;
  #ledger;

  constructor(ctx, ledger) {
    this.#ctx = ctx;
    this.#ledger = ledger;
    // Answered without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** A page comes. It is told everything, page by page, and from then on what changes. `until` is the end of its session. */
  open(until) {
    const [theirs, ours] = Object.values(new WebSocketPair());
    this.#ctx.acceptWebSocket(ours);
    const opened = Math.max(Date.now(), ...this.#open().map(([, note]) => note.opened + 1));
    this.#tellRows(ours, { until, opened, unread: 0, after: 0 });
    const all = this.#open().sort(([, one], [, other]) => other.opened - one.opened);
    for (const [socket] of all.slice(MOST_SOCKETS)) close(socket, CLOSED.tooMany, "Too many pages are open.");
    return new Response(null, { status: 101, webSocket: theirs });
  }

  /** A page said something: that it wants more of the first rows, or that it has read all so far. */
  hear(socket, message) {
    const note = socket.deserializeAttachment();
    if (!note) return;
    if (message === "more" && note.after !== undefined) this.#tellRows(socket, { ...note, unread: 0 });
    if (message === "read") socket.serializeAttachment({ ...note, unread: 0 });
  }

  /** Tells every page. */
  tell(news) {
    for (const [socket, note] of this.#open()) this.#send(socket, news, note);
  }

  /** Signing out ends every session of the user. */
  closeAll() {
    for (const [socket] of this.#open()) close(socket, CLOSED.sessionOver, "Signed out.");
  }

  #tellRows(socket, { after, ...note }) {
    const rows = this.#ledger.rowsAfter(after, ROWS);
    const more = rows.length === ROWS;
    this.#send(socket, { all: rows.map(newsOf), more }, more ? { ...note, after: rows.at(-1).version } : note);
  }

  #send(socket, message, note) {
    if (note.until <= Date.now()) return close(socket, CLOSED.sessionOver, "The session is over.");
    const unread = note.unread + 1;
    if (unread > MOST_UNREAD) return close(socket, CLOSED.slow, "The page does not read.");
    socket.serializeAttachment({ ...note, unread });
    try {
      socket.send(JSON.stringify(message));
    } catch {
      // It is closing; the page asks for everything when it is back.
    }
  }

  /** The sockets that were not closed from here, with their notes. */
  #open() {
    const sockets = this.#ctx.getWebSockets().map((socket) => [socket, socket.deserializeAttachment()]);
    return sockets.filter(([, note]) => note);
  }
}

/** A socket that only says why there is none. */
export function closedSocket(code, reason) {
  const [theirs, ours] = Object.values(new WebSocketPair());
  ours.accept();
  ours.close(code, reason);
  return new Response(null, { status: 101, webSocket: theirs });
}

function close(socket, code, reason) {
  socket.serializeAttachment(null);
  try {
    socket.close(code, reason);
  } catch {
    // The page closed it.
  }
}
