// A user with one page open: what they start, and what is pushed to them. Breaks are met as the example page meets
// them, in www-example/link.js and remote.js.

/** A start that nobody answered is sent again: its key makes it the same one. */
const PAUSES_MS = [1000, 2000, 4000];
const LINK_PAUSE_MS = 1000;

export class Page {
  /** The ids that were answered, by key. */
  started = new Map();
  /** The keys of starts of which the Worker says that nobody knows what became of them. */
  unclear = new Set();
  /** What the page took as new, by id, in its order: `{ version, state, status, at }`. */
  news = new Map();
  /** Starts that were sent again. */
  repeated = 0;
  /** Messages that told of one change. */
  pushes = 0;
  /** What a message told although the page knew it. */
  known = 0;

  /** Signs somebody in; their page is told everything when this ends. `onNews` is told of what is new. */
  static async open(worker, name, onNews) {
    const page = new Page();
    Object.assign(page, { worker, onNews });
    const headers = { "content-type": "application/json", origin: worker.url };
    const answer = await fetch(`${worker.url}/login`, { method: "POST", headers, body: JSON.stringify({ name }) });
    page.headers = { ...headers, cookie: answer.headers.get("set-cookie").split(";")[0] };
    await new Promise((begun) => page.#link(begun));
    return page;
  }

  /** Sends an order until it is answered: "started" or "unclear". Fails on any other answer. */
  async start({ key, family, params }) {
    const init = { method: "POST", headers: this.headers, body: JSON.stringify({ key, family, params }) };
    for (const pause of [...PAUSES_MS, undefined]) {
      try {
        const answer = await fetch(`${this.worker.url}/api/tasks`, init);
        const text = await answer.text();
        if (answer.status === 201) {
          this.started.set(key, JSON.parse(text).id);
          return "started";
        }
        if (!isUnclear(text)) throw new Error(`The start ${key} was answered ${answer.status}: ${text}`);
        this.unclear.add(key);
        return "unclear";
      } catch (error) {
        // That is what fetch throws when a connection breaks, or there is none.
        if (!(error instanceof TypeError) || pause === undefined) throw error;
      }
      this.repeated += 1;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** What the Worker itself knows of the user's tasks. */
  async all() {
    const rows = [];
    for (let after = 0; after !== undefined; ) {
      const answer = await fetch(`${this.worker.url}/api/tasks?after=${after}`, { headers: this.headers });
      const { all, next } = await answer.json();
      rows.push(...all);
      after = next;
    }
    return rows;
  }

  close() {
    this.isClosed = true;
    this.socket.close();
  }

  #link(begun) {
    this.socket = new WebSocket(`${this.worker.url.replace("http", "ws")}/api/live`, { headers: this.headers });
    this.socket.addEventListener("message", ({ data }) => {
      const at = Date.now();
      const message = JSON.parse(data);
      if (!message.all) this.pushes += 1;
      for (const news of message.all ?? [message]) this.#take(news, at);
      // A page that does not say that it reads is closed in the end.
      this.socket.send(message.more ? "more" : "read");
      if (!message.more) begun?.();
    });
    this.socket.addEventListener("close", () => {
      if (!this.isClosed) setTimeout(() => this.#link(), LINK_PAUSE_MS);
    });
  }

  #take({ id, version, state, view, error }, at) {
    const old = this.news.get(id) ?? [];
    if (version <= (old.at(-1)?.version ?? -Infinity)) {
      this.known += 1;
      return;
    }
    const news = { version, state, status: view?.status, error: error?.kind, at };
    this.news.set(id, [...old, news]);
    this.onNews(id, news);
  }
}

/** Whether an error says that a start may have been carried out. */
function isUnclear(text) {
  const { kind, outcomeUnknown } = JSON.parse(text).error ?? {};
  return kind === "unknown_outcome" || Boolean(outcomeUnknown);
}
