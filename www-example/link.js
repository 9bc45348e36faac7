// A WebSocket that is opened again whenever it breaks.

const PING_MS = 30_000;
const LONGEST_PAUSE_MS = 15_000;

/** `onMessage` gets what comes, `onState` whether the link stands. The server tells all there is after each opening. */
export function openLink(path, { onMessage, onState }) {
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
    // A network that went away says nothing; an answer that does not come tells.
    const pings = setInterval(() => {
      if (!answered) return socket.close();
      answered = false;
      if (socket.readyState === WebSocket.OPEN) socket.send("ping");
    }, PING_MS);
    socket.addEventListener("open", () => {
      pause = 1000;
      onState(true);
    });
    socket.addEventListener("message", ({ data }) => {
      answered = true;
      if (data !== "pong") onMessage(JSON.parse(data));
    });
    socket.addEventListener("close", () => {
      clearInterval(pings);
      onState(false);
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  }
}
