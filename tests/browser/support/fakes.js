// What the tests put in the place of the host: a clock that stands in their hand, and a service within the
// page. One file, because the server of the test runner answers only a few requests at a time: a page that
// asks for one more module than that may wait for ever.

// A clock that a test holds in its hand. Fake time passes only when the network is quiet: then the
// timer that is due first fires, and the clock stands where that timer wanted it. So pauses cost
// nothing, and a limit on an answer never fires before the answer.

let installed;

export class FakeClock {
  // `patient: false` lets time pass although answers are outstanding: they will never come.
  constructor(patient) {
    // A test that failed did not put the real clock back.
    installed?.remove();
    installed = this;
    this.patient = patient;
    this.now = Date.now();
    this.timers = new Map();
    this.next = 1;
    this.underway = 0;
    this.jumps = [];
    this.random = 0.5;
    this.real = {
      setTimeout: globalThis.setTimeout,
      clearTimeout: globalThis.clearTimeout,
      now: Date.now,
      random: Math.random,
      fetch: globalThis.fetch,
    };
    globalThis.setTimeout = (then, ms) => this.set(then, ms);
    globalThis.clearTimeout = (timer) => this.timers.delete(timer);
    globalThis.fetch = (...request) => this.follow(request);
    Date.now = () => this.now;
    Math.random = () => this.random;
  }

  remove() {
    const { now, random, ...functions } = this.real;
    Object.assign(globalThis, functions);
    Date.now = now;
    Math.random = random;
    installed = undefined;
  }

  set(then, ms) {
    this.timers.set(this.next, { then, due: this.now + ms });
    this.look();
    return this.next++;
  }

  // After everything that can run now has run.
  look() {
    this.real.setTimeout.call(globalThis, () => {
      if (installed !== this || this.held || (this.patient && this.underway > 0)) return;
      const [first] = [...this.timers].sort(([, a], [, b]) => a.due - b.due);
      if (first === undefined) return;
      this.timers.delete(first[0]);
      this.jumps.push(first[1].due - this.now);
      this.now = Math.max(this.now, first[1].due);
      first[1].then();
      this.look();
    }, 0);
  }

  // An answer is outstanding until its text has been read.
  async follow(request) {
    this.underway += 1;
    const over = () => {
      this.underway -= 1;
      this.look();
    };
    try {
      const response = await this.real.fetch.apply(globalThis, request);
      const { text } = response;
      response.text = () => text.call(response).finally(over);
      return response;
    } catch (error) {
      over();
      throw error;
    }
  }

  get waiting() {
    return this.timers.size;
  }

  // Sets the time, as somebody sets a clock: timers still fire after their own time.
  setBack(ms) {
    this.now -= ms;
    for (const timer of this.timers.values()) timer.due -= ms;
  }

  // Timers fire so much late, as those of a machine that slept.
  sleep(ms) {
    this.now += ms;
  }

  // Stops the time, so that what sleeps goes on sleeping.
  hold() {
    this.held = true;
  }
}

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
