// Whether programs leave something behind, in the memory of the wasm or in the table of the glue.

import { handles, memory } from "./inside.mjs";
import { played } from "./played.mjs";
import { world } from "./world.mjs";

/** How often a program runs to show that it leaves something behind each time. */
const REPEATS = 8;
/** The timers of a program that is short enough to run so often. */
export const FEW_TIMERS = 40;
/** After how many programs the table is looked at, and how many are looked at together to find the one. */
const [MANY, FEW] = [120, 12];

/** Has the host collect what nobody holds, and tell the package of it. */
async function collected() {
  for (let turns = 2; turns > 0; turns -= 1) {
    globalThis.gc();
    await world.quiet(6);
  }
}

/** What a program leaves behind when it runs again and again. */
export async function growth(program, plant) {
  const repeat = async () => {
    for (let left = REPEATS; left > 0; left -= 1) (await played(program, plant)).clear();
    await collected();
    return { held: handles(), bytes: memory() };
  };
  const [before, after, last] = [await repeat(), await repeat(), await repeat()];
  const held = Math.min(after.held - before.held, last.held - after.held);
  if (held >= REPEATS) return `${REPEATS} runs leave ${held} more values in the table of the glue`;
  const bytes = Math.min(after.bytes - before.bytes, last.bytes - after.bytes);
  if (bytes > 0) return `${REPEATS} runs make the memory of the wasm ${bytes} bytes larger`;
}

/** Looks at the table from time to time, and then for the program that made it grow. */
export class Growth {
  #programs = [];

  constructor(plant) {
    this.plant = plant;
  }

  /** Gives the program that leaves something behind, if there is one among the last ones. */
  async add(programs) {
    this.#programs.push(...programs);
    if (this.#programs.length < MANY) return;
    const all = this.#programs.splice(0);
    await collected();
    const before = this.held;
    this.held = handles();
    if (before === undefined || this.held <= before) return;
    for (let place = 0; place < all.length; place += FEW) {
      const some = all.slice(place, place + FEW);
      const held = handles();
      for (const { program } of some) (await played(program, this.plant)).clear();
      await collected();
      if (handles() <= held) continue;
      for (const one of some) if (await growth(one.program, this.plant)) return one;
    }
  }
}
