// A service within the page, as the `fetch` of a client: for what would take thousands of requests, and for faults
// that depend on what is asked. Whatever task it is asked for exists.

const LISTS = /\/(records|allRecords|awsList|trainingRecord)$/;

export class Service {
  // What was asked: `{ verb, base, ids, headers }`.
  asked = [];
  underway = 0;
  most = 0;
  seen = new Map();

  // `looks(id, n)` gives the members of a record at its nth look; `meet(ask)` a response in place of the usual one.
  constructor({ looks = () => DONE, meet = () => undefined } = {}) {
    this.looks = looks;
    this.meet = meet;
    this.fetch = (url, init) => this.answer(new URL(url), init);
  }

  async answer(url, init) {
    const ask = { ...question(url, init), headers: init.headers };
    this.asked.push(ask);
    this.most = Math.max(this.most, ++this.underway);
    try {
      // The others of the same moment are on their way, too.
      for (let turn = 0; turn < 9; turn++) await null;
      return (await this.meet(ask, this, init)) ?? reply(this.data(ask));
    } finally {
      this.underway -= 1;
    }
  }

  data({ verb, ids }) {
    const records = ids.map((id) => this.record(id));
    if (verb === "list") return { count: this.seen.size, rows: [...this.seen.keys()].map((id) => this.record(id)) };
    return verb === "batch" ? records : records[0];
  }

  record(id) {
    const look = (this.seen.get(id) ?? 0) + 1;
    this.seen.set(id, look);
    return { _id: id, ...this.looks(id, look) };
  }

  count(verb) {
    return this.asked.filter((ask) => ask.verb === verb).length;
  }
}

const DONE = { current_status: "completed", result_url: "https://a.example/done.mp4" };

function question(url, { method, body }) {
  const { pathname } = url;
  if (method === "POST" && pathname.endsWith("/batchDetail")) {
    return { verb: "batch", base: pathname.slice(0, -12), ids: JSON.parse(body).ids };
  }
  if (LISTS.test(pathname)) return { verb: "list", base: pathname.replace(LISTS, ""), ids: [] };
  const [, base, id] = pathname.match(/(.*)\/([^/]*)$/);
  return { verb: "detail", base, ids: [url.searchParams.get("_id") ?? id] };
}

// An answer of the service, for `meet`: data alone, or a status with a body and headers. A `Response` would take real
// time to be read.
export function reply(data, status = 200, headers = {}) {
  const body = status === 200 ? { code: 0, data } : data;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: new Headers(headers), text: async () => text };
}

// The id of the nth task.
export function nth(n) {
  return n.toString(16).padStart(24, "0");
}
