// An account at the emulator with tasks that end one after the other, and what it saw of those who waited for them.

/** The family that is waited for. It has a route for one task and one for up to 200. */
export const SWAPS = "/api/v1/userFaceSwapTask";
const START = { operation: "addFaceSwapTask", path: `${SWAPS}/add` };
const BATCH = { path: `${SWAPS}/batchDetail`, most: 200 };
const SWAP = { name: "Bench", face_url: "https://example.com/face.jpg", video_url: "https://example.com/video.mp4" };

/** The first task ends so long after the waits begin, in milliseconds, and the last one so long. */
export const FIRST_END = 5_000;
export const LAST_END = 20_000;

/**
 * How fast the account's clock goes. A swap takes 5 s of it, too short a time for swaps that are started before
 * the waits and end over 15 s, so its seconds are made longer. Requests and pauses take their real time.
 */
const SPEED = 0.25;

export class Scene {
  /** Starts so many tasks, on a clock that stands still until `release`. */
  static async open(base, name, count) {
    const scene = new Scene(base, `sk_emulator_bench_${name}_${count}`);
    await scene.#command("reset");
    await scene.#command("accounts", { coins: 20 * count });
    await scene.#command("clock", { speed: 0 });
    await scene.#start(count);
    return scene;
  }

  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  async #start(count) {
    const started = [];
    const spread = (LAST_END - FIRST_END) * SPEED;
    let clock = 0;
    for (let place = 0; place < count; place++) {
      const begin = Math.round(((place + 0.5) / count) * spread);
      await this.#command("clock", { advanceMs: begin - clock });
      clock = begin;
      started.push((await this.#send(START.path, SWAP))._id);
    }
    await this.#command("clock", { advanceMs: spread - clock });
    // Mixed, the same way for everybody: a batch must not hold the tasks that end together. 617 is a prime.
    this.ids = started.map((_, place) => started[(place * 617) % count]);
  }

  /** Lets the clock go. */
  async release() {
    const before = Date.now();
    const { now } = await this.#command("clock", { speed: SPEED });
    this.released = { real: (before + Date.now()) / 2, clock: Date.parse(now) };
  }

  /** The requests that asked about the tasks: how many, and of each, in their order, when it came and whom it named. */
  async asked() {
    const counters = await this.#ask("counters");
    delete counters[START.operation];
    const count = Object.values(counters).reduce((sum, count) => sum + count, 0);
    const log = (await this.#ask("log")).filter(({ operation }) => operation && operation !== START.operation);
    if (log.length !== count) throw new Error(`The log has ${log.length} of ${count} requests: it is too short`);
    return log.map(({ at, path, body }) => ({ at, ids: body?.ids ?? [path.split("/").at(-1)] }));
  }

  /** When each task ended, in real time, and the address of its result, from its record. */
  async ends() {
    const ends = new Map();
    for (let from = 0; from < this.ids.length; from += BATCH.most) {
      for (const record of await this.#send(BATCH.path, { ids: this.ids.slice(from, from + BATCH.most) })) {
        const passed = (Date.parse(record.completed_time) - this.released.clock) / SPEED;
        ends.set(record._id, { at: this.released.real + passed, url: record.result_url });
      }
    }
    return ends;
  }

  /** Takes the account, its tasks and its part of the log out of the emulator's memory. */
  close() {
    return this.#command("reset");
  }

  async #send(path, body) {
    const { code, data, msg } = await this.#post(path, body, { authorization: `Bearer ${this.token}` });
    if (code !== 0) throw new Error(`The emulator refuses ${path}: ${msg}`);
    return data;
  }

  #command(command, body = {}) {
    return this.#post(`/__emulator/${command}`, { token: this.token, ...body });
  }

  #ask(question) {
    return this.#json(`/__emulator/${question}?token=${this.token}`);
  }

  #post(path, body, headers = {}) {
    headers = { "content-type": "application/json", ...headers };
    return this.#json(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #json(path, init) {
    const answer = await fetch(this.base + path, init);
    if (!answer.ok) throw new Error(`The emulator refuses ${path}: ${await answer.text()}`);
    return answer.json();
  }
}
