// The account at the emulator that all tasks belong to, and what the emulator saw of them.

import { FAMILIES, SPEED, TASK_MS } from "./plan.mjs";

const PAGE = 100;
/** Webhooks get lost in blocks of so many: as many arrive, then as many do not. */
const BLOCK = 50;

export class Service {
  token = "sk_emulator_bench_edge";

  /** An account with coins for so many tasks, whose clock goes at the speed of the plan. */
  static async open(base, count) {
    const service = new Service();
    service.base = base;
    await service.#command("reset");
    await service.#command("accounts", { coins: 20 * count });
    for (let place = 0; place < count; place += 2 * BLOCK) {
      await service.#command("webhooks", { times: BLOCK, shape: { kind: "merge", merge: {} } });
      await service.#command("webhooks", { times: BLOCK, shape: { kind: "lost" } });
    }
    const before = Date.now();
    const { now } = await service.#command("clock", { speed: SPEED });
    service.begun = { real: (before + Date.now()) / 2, clock: Date.parse(now) };
    return service;
  }

  /** What became of the tasks: `{ id, key, family, word, begin, end }`, with the times in real milliseconds. */
  async tasks() {
    const tasks = [];
    for (const [family, { list }] of Object.entries(FAMILIES)) {
      for (const record of await this.#records(list)) {
        const begin = this.#real(record.createdAt);
        const end = begin + TASK_MS / SPEED;
        if (record.completed_time && Math.abs(this.#real(record.completed_time) - end) > 50) {
          throw new Error(`Task ${record._id} took another time than the plan says`);
        }
        const key = record.name.match(/ ([\w-]+) \[a2e:/)?.[1];
        tasks.push({ id: record._id, key, family, word: record.current_status, begin, end });
      }
    }
    return tasks;
  }

  /** How many requests came: starts, lists, in which a start looks for its key, and all else, which asks how tasks are. */
  async requests() {
    const counters = await this.#json(`/__emulator/counters?token=${this.token}`);
    const starts = new Set(Object.values(FAMILIES).map(({ start }) => start));
    const requests = { starts: 0, lists: 0, looks: 0 };
    for (const [operation, count] of Object.entries(counters)) {
      requests[starts.has(operation) ? "starts" : operation.startsWith("list") ? "lists" : "looks"] += count;
    }
    return requests;
  }

  /** The ids of the tasks whose webhook was taken, and why the others were not, with how often. */
  async webhooks() {
    const taken = new Set();
    const failures = {};
    for (const { task, status, failure } of await this.#json(`/__emulator/webhooks?token=${this.token}&wait`)) {
      if (status === 204) taken.add(task);
      else failures[failure ?? status] = (failures[failure ?? status] ?? 0) + 1;
    }
    return { taken, failures };
  }

  close() {
    return this.#command("reset");
  }

  async #records(list) {
    const records = [];
    for (let page = 1; ; page++) {
      const headers = { authorization: `Bearer ${this.token}` };
      const { data } = await this.#json(`${list}?pageNum=${page}&pageSize=${PAGE}`, { headers });
      records.push(...data.rows);
      if (data.rows.length < PAGE) return records;
    }
  }

  /** When it really was so late on the account's clock. */
  #real(time) {
    return this.begun.real + (Date.parse(time) - this.begun.clock) / SPEED;
  }

  #command(command, body = {}) {
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    return this.#json(`/__emulator/${command}`, { ...init, body: JSON.stringify({ token: this.token, ...body }) });
  }

  async #json(path, init) {
    const answer = await fetch(this.base + path, init);
    if (!answer.ok) throw new Error(`The emulator refuses ${path}: ${await answer.text()}`);
    return answer.json();
  }
}
