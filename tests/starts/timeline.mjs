// A time that passes only when nothing is on its way: then the timers that are due first fire together, after
// the service has come to the same moment. So thousands of starts share one step, and half a minute costs nothing.

export class Timeline {
  /** `follow` brings the service's clocks along by so many milliseconds. */
  constructor(follow) {
    this.follow = follow;
    this.now = Date.now();
    this.timers = new Map();
    this.underway = 0;
    this.last = 0;
    const { setTimeout, clearTimeout } = globalThis;
    this.real = { setTimeout, clearTimeout, now: Date.now, random: Math.random };
    globalThis.setTimeout = (then, ms) => this.#set(then, ms);
    globalThis.clearTimeout = (timer) => this.timers.delete(timer);
    Date.now = () => this.now;
    Math.random = () => 0.5;
  }

  /** Puts the real time back. */
  remove() {
    const { now, random, ...functions } = this.real;
    Object.assign(globalThis, functions);
    Date.now = now;
    Math.random = random;
  }

  /** Holds the time until an exchange is over. */
  async hold(exchange) {
    this.underway += 1;
    try {
      return await exchange();
    } finally {
      this.underway -= 1;
      this.#look();
    }
  }

  #set(then, ms) {
    this.last += 1;
    this.timers.set(this.last, { then, due: this.now + ms });
    this.#look();
    return this.last;
  }

  /** Goes on after everything that can run now has run. */
  #look() {
    if (this.looking || this.underway > 0) return;
    this.looking = setImmediate(async () => {
      if (this.underway === 0 && this.timers.size > 0) await this.#pass();
      this.looking = undefined;
      if (this.timers.size > 0) this.#look();
    });
  }

  async #pass() {
    const due = [...this.timers.values()].reduce((first, timer) => Math.min(first, timer.due), Infinity);
    await this.follow(due - this.now);
    this.now = due;
    for (const [timer, { then, due }] of [...this.timers]) {
      if (due <= this.now && this.timers.delete(timer)) then();
    }
  }
}
