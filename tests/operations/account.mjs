// An account of its own at the emulator for each operation: what arrives for one is in no other's log.

import { Form } from "./form.mjs";
import { requests } from "./values.mjs";

/** A variable that `cargo xtask test operations` sets. */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test operations\``);
  return value;
}

export const BASE = variable("A2E_EMULATOR_URL");

export class Account {
  /** A new one with a full purse, whose clock stands still: nothing depends on the time that a test takes. */
  static async open(token) {
    const account = new Account(token);
    await account.#command("reset");
    await account.#command("accounts", { coins: 1_000_000, diamonds: 1000 });
    await account.#command("clock", { speed: 0 });
    return account;
  }

  constructor(token) {
    this.token = token;
  }

  advance = (ms) => this.#command("clock", { advanceMs: ms });
  counters = () => this.#json(`counters?token=${this.token}`);
  log = () => this.#json(`log?token=${this.token}`);

  /** Has the service refuse the next request of an operation. */
  refuse(operation, code, msg) {
    return this.#command("faults", { operation, times: 1, fault: { kind: "code", code, msg } });
  }

  /** What was logged while a function ran. */
  async during(run) {
    const before = (await this.log()).length;
    await run();
    return (await this.log()).slice(before);
  }

  /** Sends an operation without the library, and gives its `data`. It makes what must be there before a test. */
  async send(operation, { id, params } = {}) {
    const form = new Form(operation);
    const wire = form.wire({ id, params: params ?? requests(form)[0] });
    const query = new URLSearchParams(wire.query);
    const headers = { authorization: `Bearer ${this.token}` };
    if (wire.body) headers["content-type"] = "application/json";
    const body = wire.body ? JSON.stringify(wire.body) : undefined;
    const answer = await fetch(`${BASE}${wire.path}?${query}`, { method: wire.method, headers, body });
    const envelope = await answer.json();
    if (envelope.code !== 0) throw new Error(`${operation.id} was refused: ${JSON.stringify(envelope)}`);
    return envelope.data;
  }

  #command(command, body = {}) {
    const init = { method: "POST", headers: { "content-type": "application/json" } };
    return this.#json(command, { ...init, body: JSON.stringify({ token: this.token, ...body }) });
  }

  async #json(path, init) {
    const answer = await fetch(`${BASE}/__emulator/${path}`, init);
    if (!answer.ok) throw new Error(`The emulator refuses ${path}: ${await answer.text()}`);
    return answer.json();
  }
}
