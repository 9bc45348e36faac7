// For a program that was printed: what it needs, and the outcomes of its calls on the screen.

import { inspect } from "node:util";
import * as replies from "./replies.mjs";
import { createClient } from "./package.mjs";
import { Trace, owned } from "./play.mjs";
import { world } from "./world.mjs";

export * from "./odd.mjs";
export { createClient, owned };
export { makeProxy } from "./played.mjs";
export { TOKEN } from "./values.mjs";
export const { reply, response, broken, endless, late, silent, failed, abortAfter, never, honest, after } = replies;

world.reset();
const trace = new Trace();
export const { usual, usualProxy, log } = trace;
export const serving = (answers) => trace.serving(answers);

/** Makes the calls, lets the time pass, and tells what came of it. */
export async function outcomes(a2e, calls, { closeAt, leaveAt } = {}) {
  for (const call of calls) trace.begin(call, leaveAt);
  await trace.run(a2e, closeAt);
  console.log(inspect(trace, { depth: 8 }));
}
