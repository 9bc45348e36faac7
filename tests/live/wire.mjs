// The requests of a check: one after the other, with pauses, within a limit, and with patience where the service asks for it.

import { setTimeout as sleep } from "node:timers/promises";

const LONGEST_PAUSE = 60_000;
/** All pauses of a check together: a service that asks for more is not asked any further. */
const ALL_PAUSES = 240_000;
const USUAL_PAUSE = 5000;
const MOST_REPEATS = 3;

/** The pause that an answer asks for, in milliseconds. */
function pauseOf(answer) {
  const text = answer.headers.get("retry-after") ?? "";
  const asked = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(asked) ? Math.max(asked, 0) : USUAL_PAUSE;
}

export class Wire {
  #next = 0;
  #paused = 0;

  /** `limit` requests at most, `pauseMs` between two. */
  constructor({ limit, pauseMs, pause = sleep, now = Date.now }) {
    Object.assign(this, { limit, pauseMs, pause, now });
    this.count = 0;
    this.waits = 0;
    /** The answers since the last `forget`, as they came. */
    this.answers = [];
  }

  forget() {
    this.answers = [];
  }

  /** The answers to an operation. */
  answersOf({ method, path }) {
    const form = new RegExp(`${path.replace(/\{\w+\}/, "[^/]+")}$`);
    return this.answers.filter((answer) => answer.method === method && form.test(answer.path));
  }

  get isSpent() {
    return this.count >= this.limit;
  }

  /** As `fetch`, for the client: what it answers is also kept. */
  fetch = async (url, init) => {
    for (let repeats = 0; ; repeats += 1) {
      const answer = await this.#send(url, init);
      const pauseMs = pauseOf(answer);
      const isPatient = pauseMs <= LONGEST_PAUSE && this.#paused + pauseMs <= ALL_PAUSES && repeats < MOST_REPEATS;
      if (answer.status !== 429 || !isPatient || this.isSpent) return this.#keep(answer, url, init);
      this.waits += 1;
      this.#paused += pauseMs;
      await answer.body?.cancel();
      await this.pause(pauseMs);
    }
  };

  async #send(url, init) {
    const early = this.#next - this.now();
    if (early > 0) await this.pause(early);
    this.#next = this.now() + this.pauseMs;
    this.count += 1;
    return fetch(url, init);
  }

  async #keep(answer, url, { method = "GET" }) {
    const text = await answer.clone().text();
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      // Said by `isJson`.
    }
    const { status, headers } = answer;
    const { pathname: path } = new URL(url);
    this.answers.push({ method, path, status, headers, isEmpty: text === "", isJson: json !== undefined, json });
    return answer;
  }
}
