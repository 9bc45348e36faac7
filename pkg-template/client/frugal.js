// For Workers and edge functions, where a client is made for each request and nobody closes it. In Workers with compatibility
// dates before 2025-05-05 nothing tells that it is gone, and later a FinalizationRegistry is behind, so the memory that wasm
// has for it would pile up. Here a client has some only while a call is under way.

import { A2E as Client } from "../a2e_wasm.js";
import { A2E } from "./core.js";

const { close, free, job } = Client.prototype;

/** Stands between `A2E` and its class in wasm. */
class Frugal extends Client {
  #options;
  /** The client in wasm, while it is there. */
  #client;
  /** The machines at work. */
  #machines = new Set();
  #isClosed = false;

  /** `given` has the options, and behind them what is wrong with them. */
  constructor(given) {
    // This one has checked the options, and is not needed any more.
    free.call(super(given));
    const [options, problem] = given;
    if (problem) return;
    const isPlain = Object.getPrototypeOf(options) === Object.prototype;
    this.#options = isPlain ? { ...options, poll: { ...options.poll }, headers: { ...options.headers } } : options;
  }

  close() {
    this.#isClosed = true;
    if (this.#client) close.call(this.#client);
    this.#rest();
  }

  /** The machine of a method that was called; those of several; or what else it comes to. */
  begin(called) {
    if (!this.#client) {
      this.#client = new Client([this.#options]);
      if (this.#isClosed) close.call(this.#client);
    }
    const made = job.apply(this.#client, called);
    for (const machine of [made].flat()) if (typeof machine?.step === "function") this.#hold(machine);
    this.#rest();
    return made;
  }

  /** The driver frees each machine at its end. */
  #hold(machine) {
    const { free } = machine;
    this.#machines.add(machine);
    machine.free = () => {
      this.#machines.delete(machine);
      this.#rest();
      free.call(machine);
    };
  }

  /** Frees the client when nothing needs it. A poller of all waits would forget what it knows. */
  #rest() {
    if (!this.#client || this.#machines.size || (this.#options.poll?.shared && !this.#isClosed)) return;
    free.call(this.#client);
    this.#client = undefined;
  }
}

/** Makes clients frugal. To be called before the first is made. */
export function frugal() {
  // Two entries may be in one program.
  if (Object.getPrototypeOf(A2E) !== Client) return;
  // What `core.js` makes methods of.
  Client.prototype.job = function (...called) {
    return this.begin(called);
  };
  Object.setPrototypeOf(A2E, Frugal);
  Object.setPrototypeOf(A2E.prototype, Frugal.prototype);
  if (Symbol.dispose) A2E.prototype[Symbol.dispose] = Frugal.prototype.close;
}
