// The host of a program under test: time that passes only when nothing else can happen, chance that is the same each time,
// and a note of what nobody caught. It is made before the package is loaded, which then sees nothing else.

import FakeTimers from "@sinonjs/fake-timers";

/** The time at which each program begins. */
const START = Date.UTC(2026, 0, 2, 3, 4, 5);
/** Turns of the real event loop after which everything has run that can run. */
const TURNS = 3;
const PATIENT_TURNS = 60;

const { setImmediate: immediate } = globalThis;
const turn = () => new Promise((resolve) => immediate(resolve));

const clock = FakeTimers.install({
  now: START,
  toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
});

// As Node does it: no timer is due at once, so time passes with each.
const { setTimeout: fake } = globalThis;
globalThis.setTimeout = (call, ms, ...given) => fake(call, ms >= 1 ? Math.trunc(Math.min(ms, 2 ** 31 - 1)) : 1, ...given);

/** Mulberry32: numbers from 0 to below 1. */
let state = 0;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
Math.random = random;
Object.defineProperty(crypto, "getRandomValues", {
  value: (array) => array.map(() => Math.floor(random() * 256)),
});

/** Work of other threads that is not over. */
let elsewhere = 0;
for (const name of ["importKey", "sign", "verify", "digest"]) {
  const real = crypto.subtle[name];
  Object.defineProperty(crypto.subtle, name, {
    value: async (...given) => {
      elsewhere += 1;
      try {
        return await real.apply(crypto.subtle, given);
      } finally {
        elsewhere -= 1;
      }
    },
  });
}

/** That of Node is told by another thread, at no certain time. */
globalThis.MessageChannel = class {
  constructor() {
    this.port1 = { close() {} };
    this.port2 = { close() {}, postMessage: (data) => immediate(() => this.port1.onmessage?.({ data })) };
  }
};

/** What nobody caught while the program ran; none, where no program runs. */
let uncaught;
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (reason) => {
    if (uncaught) return uncaught.push({ event, reason });
    console.error(reason);
    process.exit(70);
  });
}

/** Timers that are the program's own, and promises of its own that nobody will keep. */
let own = new Set();
let hanging = 0;

export const world = {
  reset() {
    clock.reset();
    state = 1;
    uncaught = [];
    own = new Set();
    hanging = 0;
  },

  /** Lets everything run that needs no timer. */
  async quiet(turns = TURNS) {
    for (let left = turns; left > 0; left -= 1) {
      do await turn();
      while (elsewhere > 0);
    }
  },

  /** The same for whatever takes its time outside of this thread. */
  patience: () => world.quiet(PATIENT_TURNS),

  /** Brings the time to the next timer and runs it; says whether there was one. */
  pass() {
    if (clock.countTimers() === 0) return false;
    try {
      clock.next();
    } catch (reason) {
      uncaught.push({ event: "uncaughtException", reason });
    }
    return true;
  },

  /** Calls a function of the program after a time. */
  later(ms, call) {
    const timer = setTimeout(() => {
      own.delete(timer);
      call();
    }, ms);
    own.add(timer);
    return timer;
  },

  /** A promise of the program that nobody keeps. */
  never() {
    hanging += 1;
    return new Promise(() => {});
  },

  get elapsed() {
    return Date.now() - START;
  },
  /** Whether somebody may wait for something that the program never does. */
  get isHanging() {
    return hanging > 0;
  },
  /** How many timers the package has left. */
  get timers() {
    return clock.countTimers() - own.size;
  },
  /** What nobody caught. The program is over. */
  end() {
    const all = uncaught;
    uncaught = undefined;
    return all;
  },
};
