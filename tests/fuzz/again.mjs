// For a program that was printed: what it needs, and the outcomes of its calls on the screen.

import { inspect } from "node:util";
import * as replies from "./replies.mjs";
import { createClient as create } from "./package.mjs";
import { Trace } from "./play.mjs";
import { world } from "./world.mjs";

export * from "./odd.mjs";
export { createClient };
export { TOKEN } from "./values.mjs";
export const { reply, response, broken, endless, late, silent, failed, abortAfter, never } = replies;

world.reset();
const trace = new Trace();
export const { usual, log } = trace;
export const serving = (answers) => trace.serving(answers);

async function createClient(options) {
  return create(options);
}

/** Makes the calls, lets the time pass, and tells what came of it. */
export async function outcomes(a2e, calls, { closeAt, leaveAt } = {}) {
  for (const call of calls) trace.begin(call, leaveAt);
  await trace.run(a2e, closeAt);
  console.log(inspect(trace, { depth: 8 }));
}
