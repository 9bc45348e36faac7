// What is measured of calls: what a turn is, how many rounds there are, and what is allowed.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { MANY, ONE, ROWS, answerTo } from "../measure/answers.mjs";
import { BARE, OURS, clients } from "../measure/contestants.mjs";
import { ratio } from "../measure/statistics.mjs";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

const HEADERS = { "content-type": "application/json; charset=utf-8" };

export const PARTS = [
  {
    title: "a read over loopback",
    unit: "µs",
    rounds: 200,
    warm: 20,
    clients: (base) => clients({ base }),
    turn: async ({ read }) => (await time(() => repeat(20, read))) / 20,
    judge: (samples) => [
      within(1.1, samples, "the time of a read"),
      ...below(["openai", "runway", "axios"], samples, "the time of a read"),
    ],
    about: `A record of ${ONE.length} bytes over connections that stay open. A turn is 20 reads, one after the other.`,
  },
  {
    title: "100 reads at once",
    unit: "ms",
    rounds: 40,
    warm: 5,
    clients: (base) => clients({ base }),
    turn: ({ read }) => time(() => Promise.all(Array.from({ length: 100 }, read))),
    judge: () => [],
    about: "The same read, 100 times at once, until the last answer is there.",
  },
  {
    title: "CPU of a read",
    unit: "µs",
    rounds: 60,
    warm: 10,
    clients: (base) => clients({ base, fetch: async () => new Response(ONE, { headers: HEADERS }) }),
    turn: async ({ read }) => (await cpu(() => repeat(500, read))) / 500,
    judge: (samples) => [
      within(2, samples, "the CPU of a read"),
      ...below(["openai", "fal", "runway", "ky", "axios"], samples, "the CPU of a read"),
    ],
    about:
      "The same read with a fetch that answers at once; what it takes to make that answer and parse it is in every\n" +
      "figure. The CPU of the whole process, so the clearing of garbage is in it. A turn is 500 reads.",
  },
  {
    title: `CPU of a list of ${ROWS} rows`,
    unit: "ms",
    rounds: 60,
    warm: 10,
    async clients(base) {
      const fetch = async (request) => new Ready(answerTo(String(request.url ?? request)));
      const all = await clients({ base, fetch });
      return new Map([...all].filter(([, { list }]) => list));
    },
    turn: async ({ list }) => (await cpu(() => repeat(10, list))) / 10,
    judge: (samples) => [within(1.15, samples, `the CPU of a list of ${ROWS} rows`)],
    about:
      `${MANY.length} bytes from a fetch that has the text of its answer ready, so ${BARE} is JSON.parse and nothing\n` +
      "else. A turn is 10 lists. Those without a list of this form are left out.",
  },
];

/** An answer whose text is there: taking it out of a stream would take longer than what is measured. */
class Ready extends Response {
  #text;

  constructor(text) {
    super(null, { headers: HEADERS });
    this.#text = text;
  }

  async text() {
    return this.#text;
  }

  async json() {
    return JSON.parse(this.#text);
  }
}

/**
 * Clears what the one before has left, so that nobody does it for another. Only the young: a whole collection also
 * forgets the code of those who wait for their turn.
 */
function clear() {
  gc({ type: "minor" });
}

async function repeat(times, call) {
  for (let time = 0; time < times; time++) await call();
}

/** How long it takes, in microseconds. */
async function time(work) {
  clear();
  const begin = performance.now();
  await work();
  return (performance.now() - begin) * 1000;
}

/** How much of the processors it takes, in microseconds. */
async function cpu(work) {
  clear();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function within(most, samples, what) {
  const measured = ratio(samples.get(OURS), samples.get(BARE));
  return { says: `${compared(what, measured, BARE)}; ${most.toFixed(2)} is allowed`, kept: measured <= most };
}

function below(others, samples, what) {
  return others.map((other) => {
    const measured = ratio(samples.get(OURS), samples.get(other));
    return { says: `${compared(what, measured, other)}; less than 1.00 is allowed`, kept: measured < 1 };
  });
}

function compared(what, times, other) {
  return `${what} is for ${OURS} ${times.toFixed(2)} times what it is for ${other}`;
}
