// The open pages of a user. They sleep with the object (hibernation): a socket that nothing passes costs nothing.

export class Pages {
  #ctx;

  constructor(ctx) {
    this.#ctx = ctx;
    // Answered without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** A page comes: it is told everything once, and from then on what changes. */
  open(everything) {
    const [theirs, ours] = Object.values(new WebSocketPair());
    this.#ctx.acceptWebSocket(ours);
    send(ours, { all: everything });
    return new Response(null, { status: 101, webSocket: theirs });
  }

  tell(news) {
    for (const socket of this.#ctx.getWebSockets()) send(socket, news);
  }
}

function send(socket, message) {
  try {
    socket.send(JSON.stringify(message));
  } catch {
    // It is closing; the page asks for everything when it is back.
  }
}
