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
