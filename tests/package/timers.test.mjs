// The fake timers of test runners: those of Sinon, which are in Vitest and Jest too, those of node:test, and older ones that
// know no `Date`. Each may replace the timers alone, the time alone, or both, at any moment.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import FakeTimers from "@sinonjs/fake-timers";
import { App } from "./support.mjs";
import { id } from "./scripted.mjs";

const LIMIT = { timeout: 60_000 };
const { setImmediate: immediate } = globalThis;

const app = await App.install();
const { createClient } = await app.import();

const TIMERS = ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"];

/** Lets go on what has begun already. */
async function turns() {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => immediate(resolve));
}

/** Sinon's clock with these names. */
function sinon(toFake, now) {
  const clock = FakeTimers.install({ toFake, now });
  // Others begin with a real immediate, which may come after all timers have run.
  const ready = () => (toFake.includes("setImmediate") ? undefined : turns());
  return { ready, tick: (ms) => clock.tickAsync(ms), all: () => clock.runAllAsync(), end: () => clock.uninstall() };
}

/** The clock of node:test with these names; its ticks do not wait for promises. */
function node(apis, now) {
  mock.timers.enable({ apis, now });
  const tick = async (ms) => {
    // One second after another: what a timer begins may need a timer itself.
    for (let passed = 0; passed < ms; passed += 1_000) {
      mock.timers.tick(1_000);
      await new Promise((resolve) => immediate(resolve));
    }
  };
  return { ready: turns, tick, all: () => tick(120_000), end: () => mock.timers.reset() };
}

/** Timers as the legacy ones of Jest: numbers, without a time of their own. */
function legacy() {
  const before = { setTimeout, clearTimeout };
  const timers = new Map();
  let [now, latest] = [0, 0];
  globalThis.setTimeout = (call, ms) => {
    timers.set((latest += 1), { call, at: now + ms });
    return latest;
  };
  globalThis.clearTimeout = (timer) => void timers.delete(timer);
  const tick = async (ms) => {
    const end = now + ms;
    for (;;) {
      await new Promise((resolve) => immediate(resolve));
      const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at);
      if (!next) break;
      timers.delete(next[0]);
      now = next[1].at;
      next[1].call();
    }
    now = end;
  };
  return { ready: turns, tick, all: () => tick(120_000), end: () => Object.assign(globalThis, before) };
}

/** `Date.now` replaced by a function that gives always the same. */
function frozen(value) {
  const { mock: stub } = mock.method(Date, "now", () => value);
  return { end: () => stub.restore() };
}

const KINDS = {
  "Sinon's, with all of them": () => sinon([...TIMERS, "Date", "performance"]),
  "Sinon's, with a Date before": () => sinon([...TIMERS, "Date"], Date.UTC(2001, 1, 1)),
  "Sinon's, without Date": () => sinon(TIMERS),
  "Sinon's, with setTimeout alone": () => sinon(["setTimeout"]),
  "those of node:test": () => node(["setTimeout", "Date"]),
  "those of node:test, without Date": () => node(["setTimeout"]),
  "legacy ones": legacy,
};
/** Here the timers are real. */
const TIMES = {
  "Sinon's Date": () => sinon(["Date"], Date.UTC(2001, 1, 1)),
  "the Date of node:test": () => node(["Date"], 1e12),
  "a Date that stands still": () => frozen(1.7e12),
  "a Date that gives nothing": () => frozen(undefined),
};

/** An answer that takes no turn of the event loop, so that no fake clock runs ahead of it. */
function reply(data, status = 200) {
  return { status, headers: new Headers(), text: async () => JSON.stringify({ code: status === 200 ? 0 : status, data }) };
}

/** A service whose tasks end at the third poll; `odd(n)` may answer the n-th request instead. */
function service(odd = () => undefined) {
  const polls = new Map();
  let asked = 0;
  return async (url, { method, signal }) => {
    asked += 1;
    const answer = odd(asked, signal);
    if (answer) return answer;
    const key = method === "POST" ? id(1) : url.slice(-24);
    const seen = (polls.get(key) ?? -1) + 1;
    polls.set(key, seen);
    const rest = seen < 3 ? { current_status: "processing" } : { current_status: "completed", result_url: "https://a.example/v.mp4" };
    return reply(url.endsWith("Coins") ? { coins: 7 } : { _id: key, ...rest });
  };
}

const SWAP = { name: "Timers", face_url: "https://a.example/f.jpg", video_url: "https://a.example/v.mp4" };
const clientOf = (odd, poll) => createClient({ token: "sk_timers", fetch: service(odd), poll });

/** What waits, and what comes of it. */
const CALLS = {
  wait: async (a2e) => (await a2e.faceSwap.wait(id(1))).state,
  run: async (a2e) => (await a2e.faceSwap.run(SWAP)).state,
  watch: async (a2e) => {
    let last;
    for await (const { state } of a2e.faceSwap.watch(id(1))) last = state;
    return last;
  },
  waitAll: async (a2e) => {
    const settled = await a2e.waitAll([1, 2].map((n) => ({ family: "faceSwap", id: id(n) })));
    return settled.every(({ value }) => value?.state === "succeeded") ? "succeeded" : settled;
  },
};

for (const [name, install] of Object.entries(KINDS)) {
  for (const [call, begin] of Object.entries(CALLS)) {
    test(`${call} ends under timers: ${name}`, LIMIT, async () => {
      const a2e = await clientOf();
      const clock = install();
      try {
        const ending = begin(a2e);
        await turns();
        await clock.tick(60_000);
        assert.equal(await ending, "succeeded");
      } finally {
        clock.end();
      }
    });
  }

  test(`all timers of a wait end: ${name}`, LIMIT, async () => {
    const clock = install();
    try {
      const a2e = await clientOf();
      const ending = a2e.faceSwap.wait(id(1));
      await turns();
      await clock.all();
      assert.equal((await ending).state, "succeeded");
    } finally {
      clock.end();
    }
  });

  test(`all timers of a run after an answer end at once: ${name}`, LIMIT, async () => {
    const clock = install();
    try {
      const a2e = await clientOf();
      await a2e.account.coins();
      const ending = a2e.faceSwap.run(SWAP);
      await clock.ready();
      await clock.all();
      assert.equal((await ending).state, "succeeded");
    } finally {
      clock.end();
    }
  });

  test(`a retry and a time limit come in their time: ${name}`, LIMIT, async () => {
    const broken = () => reply(undefined, 503);
    const silent = () => new Promise(() => {});
    const clock = install();
    try {
      const retried = await clientOf((asked) => (asked === 1 ? broken() : undefined));
      const coins = retried.account.coins();
      await turns();
      await clock.tick(10_000);
      assert.equal((await coins).coins, 7);
      const late = await createClient({ token: "sk_timers", fetch: silent, maxRetries: 0, timeoutMs: 5_000 });
      let ended;
      const call = late.account.coins().catch(({ kind }) => (ended = kind));
      await turns();
      await clock.tick(4_000);
      assert.equal(ended, undefined);
      await clock.tick(2_000);
      assert.equal(await call, "timeout");
    } finally {
      clock.end();
    }
  });

  test(`a start whose answer is lost is polled for in its time: ${name}`, LIMIT, async () => {
    const lost = async (_, { method }) => {
      if (method === "POST") throw new TypeError("fetch failed");
      polls += 1;
      return reply([]);
    };
    let polls = 0;
    let ended;
    const clock = install();
    try {
      const a2e = await createClient({ token: "sk_timers", fetch: lost });
      const start = a2e.faceSwap.start(SWAP, { idempotencyKey: "8b7c2f1e-order-7" }).catch(({ kind }) => (ended = kind));
      await turns();
      await clock.tick(29_000);
      assert.equal(ended, undefined);
      // Each poll takes its time where ticks are coarse.
      await clock.tick(10_000);
      assert.deepEqual([await start, polls], ["unknown_outcome", 5]);
    } finally {
      clock.end();
    }
  });

  test(`a deadline comes neither at once nor never: ${name}`, LIMIT, async () => {
    const going = () => reply({ _id: id(1), current_status: "processing" });
    const a2e = await clientOf(going, { timeoutMs: 60_000 });
    const clock = install();
    try {
      let ended;
      const wait = a2e.faceSwap.wait(id(1)).catch(({ kind }) => (ended = kind));
      await turns();
      await clock.tick(59_000);
      assert.equal(ended, undefined);
      // The last poll takes its time.
      await clock.tick(10_000);
      assert.equal(await wait, "task_timeout");
    } finally {
      clock.end();
    }
  });
}

for (const [name, install] of Object.entries(TIMES)) {
  for (const [call, begin] of Object.entries(CALLS)) {
    test(`${call} ends with real timers and ${name}`, LIMIT, async () => {
      const clock = install();
      try {
        const a2e = await clientOf(undefined, { minIntervalMs: 1, maxIntervalMs: 5 });
        assert.equal(await begin(a2e), "succeeded");
      } finally {
        clock.end();
      }
    });
  }

  test(`a deadline comes with real timers and ${name}`, LIMIT, async () => {
    const going = () => reply({ _id: id(1), current_status: "processing" });
    const clock = install();
    try {
      const a2e = await clientOf(going, { minIntervalMs: 1, maxIntervalMs: 5, timeoutMs: 30 });
      assert.equal(await a2e.faceSwap.wait(id(1)).catch(({ kind }) => kind), "task_timeout");
    } finally {
      clock.end();
    }
  });
}

test("timers that are installed while a wait is on its way, and taken out again, end it", LIMIT, async () => {
  for (const install of [() => sinon([...TIMERS, "Date"]), () => sinon(TIMERS), () => sinon(["Date"], 0)]) {
    const a2e = await clientOf(undefined, { minIntervalMs: 1, maxIntervalMs: 5 });
    let first;
    const seen = new Promise((resolve) => (first = resolve));
    const ending = a2e.faceSwap.wait(id(1), { onProgress: first });
    await seen;
    const clock = install();
    await turns();
    await clock.tick(1_000);
    clock.end();
    assert.equal((await ending).state, "succeeded");
  }
});

test("a timer is cleared by those who made it", LIMIT, async (t) => {
  const warnings = t.mock.method(console, "warn", () => {});
  let go;
  const held = new Promise((resolve) => (go = resolve));
  const a2e = await clientOf(() => held);
  const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const call = a2e.account.coins();
  await turns();
  const clock = sinon(TIMERS);
  go(reply({ coins: 7 }));
  await call;
  clock.end();
  const after = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  assert.deepEqual([after - before, warnings.mock.callCount()], [0, 0]);
});
