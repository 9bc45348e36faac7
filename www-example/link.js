// A WebSocket that is opened again whenever it breaks.

const PING_MS = 30_000;
const LONGEST_PAUSE_MS = 15_000;
/** After so many messages the server is told that they were read. It closes a page that reads nothing. */
const READ_EVERY = 20;
/** Why the server closes a socket, as `src/pages.js` of the Worker says it. */
const SESSION_OVER = 4401;
const TOO_MANY_PAGES = 4429;

/**
 * `onMessage` gets each message. `onState` gets `"stands"`, `"lost"` while it is opened again, or `"closed"` where this
 * page is one too many. `onSessionOver` returns a promise; when it resolves, the link is opened again. After each opening the server
 * tells everything, page by page.
 */
export function openLink(path, { onMessage, onState, onSessionOver }) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  let pause = 1000;
  let timer;
  open();
  addEventListener("online", () => {
    if (timer) open();
  });

  function open() {
    clearTimeout(timer);
    timer = undefined;
    const socket = new WebSocket(url);
    let answered = true;
    let stands = false;
    let read = 0;
    // A network that went away says nothing; an answer that does not come tells.
    const pings = setInterval(() => {
      if (!answered) return socket.close();
      answered = false;
      if (socket.readyState === WebSocket.OPEN) socket.send("ping");
    }, PING_MS);
    socket.addEventListener("message", ({ data }) => {
      answered = true;
      if (data === "pong") return;
      // The server opens a socket even where there is no session. So the link stands when something came.
      if (!stands) onState("stands");
      stands = true;
      pause = 1000;
      const message = JSON.parse(data);
      onMessage(message);
      read += 1;
      if (message.more) socket.send("more");
      else if (read % READ_EVERY === 0) socket.send("read");
    });
    socket.addEventListener("close", ({ code }) => {
      clearInterval(pings);
      if (code === TOO_MANY_PAGES) return onState("closed");
      if (code === SESSION_OVER) return onSessionOver().then(open);
      onState("lost");
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  }
}
