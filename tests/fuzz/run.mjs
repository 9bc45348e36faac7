// Searches for faults with seeded programs, in as many processes as there are cores, until the time is over.

import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Report } from "./report.mjs";

const { values: given } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    rounds: { type: "string", default: "Infinity" },
    seed: { type: "string", default: "1" },
    method: { type: "string" },
    again: { type: "string" },
  },
});

/** Programs of a method in the first round, and in each later one. */
const [FIRST, LATER] = [4, 12];
/** A method that takes longer than this hangs without a promise, in a loop. */
const HANGS_MS = 180_000;
const WORKER = join(import.meta.dirname, "worker.mjs");

/** The jobs, round by round; each has a seed of its own, whichever process takes it. */
function* jobs(all) {
  const names = given.method ? all.filter((name) => name === given.method) : all;
  if (names.length === 0) throw new Error(`there is no method ${given.method}`);
  for (let round = 0; round < Number(given.rounds); round += 1) {
    for (const [place, method] of names.entries()) {
      const seed = (Number(given.seed) * 1_000_003 + round * 8_191 + place) | 0;
      yield { method, seed, runs: round === 0 ? FIRST : LATER, round };
    }
  }
}

/** One job alone, as a finding named it. */
function* oneJob() {
  const [method, seed, path] = given.again.split("/");
  yield { method, seed: Number(seed), path, runs: 1, grows: true };
}

const report = new Report();
let all;
const end = performance.now() + Number(given.seconds) * 1_000;
/** Every method is called, however long that takes. */
const isOver = (round) => round > 0 && performance.now() > end;

/** Keeps one process at work. */
async function work() {
  let worker;
  for (;;) {
    worker ??= await Worker.start();
    all ??= given.again ? oneJob() : jobs(worker.names);
    const { value: job, done } = all.next();
    if (done || isOver(job.round)) break;
    const result = await worker.search({ ...job, known: report.keys });
    report.add(job, result, worker);
    if (result.found?.isBreaking || worker.isGone) {
      worker.stop();
      worker = undefined;
    }
  }
  worker.stop();
}

class Worker {
  jobs = 0;

  static async start() {
    const worker = new Worker();
    worker.process = fork(WORKER, { execArgv: ["--expose-gc", "--stack-size=900"] });
    worker.process.on("exit", (code, signal) => worker.#answer({ gone: `the process ended by ${signal ?? code}` }));
    worker.process.on("message", (message) => worker.#answer(message));
    const { names, there, gone } = await worker.#ask();
    if (gone) throw new Error(gone);
    worker.names = names;
    report.compare(names, there);
    return worker;
  }

  #answer(message) {
    if (message.gone) this.isGone = true;
    this.resolve?.(message);
  }

  #ask(message) {
    const answer = new Promise((resolve) => (this.resolve = resolve));
    if (message) this.process.send(message);
    return answer;
  }

  async search(job) {
    this.jobs += 1;
    const timer = setTimeout(() => this.process.kill("SIGKILL"), HANGS_MS);
    const result = await this.#ask(job);
    clearTimeout(timer);
    return result;
  }

  stop() {
    this.resolve = undefined;
    this.process.kill();
  }
}

const isWhole = !given.method && !given.again;
await Promise.all(Array.from({ length: isWhole ? Math.min(availableParallelism(), 2) : 1 }, work));
process.exitCode = report.end(isWhole) ? 0 : 1;
