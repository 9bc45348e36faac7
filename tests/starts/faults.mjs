// What goes wrong with a start, drawn from a seed, and what must come of it by the rules of the library.

/** When the library looks for a start whose answer was lost, in milliseconds after that. */
const LOOKS = [1_000, 5_000, 15_000, 30_000];
/** How often it sends a start again at most. */
const RESENDS = 2;

const html = "<html><body><h1>502 Bad Gateway</h1></body></html>";

/** Nobody can tell by the answer whether these made a task. */
const MADE = [
  { kind: "lost" },
  { kind: "cut" },
  { kind: "truncate" },
  { kind: "data", data: {} },
  { kind: "status", status: 500, work: true },
  { kind: "status", status: 502, body: html, work: true },
];
const UNMADE = [{ kind: "drop" }, { kind: "status", status: 500 }, { kind: "status", status: 502, body: html }];
/** Here everybody can. */
const REFUSALS = [400, 402, 403].map((status) => ({ kind: "status", status }));

/** Numbers from 0 to below 1, the same for a seed at every run (mulberry32). */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws the faults of the sends of so many starts; a send without one is answered as usual. */
export class Draw {
  constructor(seed) {
    this.random = chance(seed);
  }

  /** Half of the starts break off, as often as they may be sent again at most, and what they make is there in time. */
  inTime(count) {
    return this.#each(count, () => this.#list(0.5, () => this.#ambiguous(0, 29_000)));
  }

  /** The same, but a twelfth of the starts are carried out when nobody looks any more. */
  tooLate(count) {
    return this.#each(count, () => {
      const faults = this.#list(0.5, () => this.#ambiguous(0, 29_000));
      return this.random() < 1 / 12 ? [this.#late(35_000, 120_000), ...faults.slice(1)] : faults;
    });
  }

  /** One fault at most, of which a fifth are clear refusals. */
  single(count) {
    const one = () => (this.random() < 0.2 ? this.#of(REFUSALS) : this.#ambiguous(0, 120_000));
    return this.#each(count, () => (this.random() < 0.5 ? [one()] : []));
  }

  #each(count, draw) {
    return Array.from({ length: count }, draw);
  }

  #list(share, draw) {
    if (this.random() >= share) return [];
    return Array.from({ length: 1 + Math.floor(this.random() * RESENDS) }, draw);
  }

  #ambiguous(from, to) {
    const kind = this.random();
    if (kind < 0.4) return this.#of(MADE);
    return kind < 0.7 ? this.#of(UNMADE) : this.#late(from, to);
  }

  #late(from, to) {
    return { kind: "late", ms: from + Math.floor(this.random() * (to - from + 1)) };
  }

  #of(list) {
    return list[Math.floor(this.random() * list.length)];
  }
}

export const isRefusal = (fault) => REFUSALS.includes(fault);
/** Whether a send with this fault makes a task, now or later. */
export const makes = (fault) => !UNMADE.includes(fault) && !isRefusal(fault);
export const isTooLate = (fault) => fault?.kind === "late" && fault.ms > LOOKS.at(-1);

/** How many tasks the service makes of a start that is sent again while no look finds one. */
export function tasksOf(faults) {
  const made = [];
  let now = 0;
  for (const fault of [...faults, undefined]) {
    if (makes(fault)) made.push(now + (fault?.ms ?? 0));
    now += LOOKS.at(-1);
    if (!fault || made.some((at) => at <= now)) break;
  }
  return made.length;
}
