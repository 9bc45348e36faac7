// The emulator, and accounts of it that hold many tasks.

import { Agent, request } from "node:http";

/** A variable that `cargo xtask test starts` sets. */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test starts\``);
  return value;
}

export const BASE = variable("A2E_EMULATOR_URL");
/** What a face swap costs. */
export const PRICE = 10;
const COINS = 1_000_000;
const agent = new Agent({ keepAlive: true, maxSockets: 32, scheduling: "fifo" });

/** A `fetch` for a fake clock: the global one would wait for timers of its own. */
export function exchange(url, { method = "GET", headers, body } = {}) {
  return new Promise((answered, broken) => {
    const lost = (cause) => broken(new TypeError("fetch failed", { cause }));
    const given = Object.fromEntries(headers ?? []);
    // A fault may end its connection. In the pool the next request could take that one, and break off without a plan.
    const pool = "x-emulator-fault" in given ? false : agent;
    const sent = request(url, { agent: pool, method, headers: given }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).on("error", lost);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        answered({ status: response.statusCode, headers: new Headers(), text: async () => text });
      });
    });
    sent.on("error", lost).end(body);
  });
}

async function json(path, init) {
  const answer = await exchange(`${BASE}${path}`, init);
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`The emulator refuses ${path}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

export class Account {
  /** A new one that is rich, and whose clock moves only when it is told to. */
  static async open(token) {
    const account = new Account(token);
    await account.#command("reset");
    await account.#command("accounts", { coins: COINS });
    await account.#command("clock", { speed: 0 });
    return account;
  }

  constructor(token) {
    this.token = token;
  }

  advance = (ms) => this.#command("clock", { advanceMs: ms });

  /** How often a start arrived. */
  async starts() {
    const { addFaceSwapTask = 0 } = await json(`/__emulator/counters?token=${this.token}`);
    return addFaceSwapTask;
  }

  /** The coins that were taken. */
  async charged() {
    const { data } = await this.#ask("/api/v1/user/remainingCoins");
    return COINS - data.coins;
  }

  /** Every task that was made. */
  async tasks() {
    const all = [];
    for (let page = 1; ; page += 1) {
      const { data } = await this.#ask(`/api/v1/userFaceSwapTask/records?pageNum=${page}&pageSize=100`);
      all.push(...data.rows);
      if (all.length >= data.count) return all;
    }
  }

  #ask(path) {
    return json(path, { headers: [["authorization", `Bearer ${this.token}`]] });
  }

  #command(command, body = {}) {
    const headers = [["content-type", "application/json"]];
    const text = JSON.stringify({ token: this.token, ...body });
    return json(`/__emulator/${command}`, { method: "POST", headers, body: text });
  }
}
