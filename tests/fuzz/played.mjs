// Plays a program of the search, from the start of its world.

import { createClient, createProxy } from "./package.mjs";
import { Trace, evaluated } from "./play.mjs";
import { callOf, clientOf, kindOf } from "./written.mjs";
import { world } from "./world.mjs";

/** The options of a program's client. They are made apart: what they hold must not hold the client itself. */
function optionsOf(program, trace) {
  const { log, usual, usualProxy } = trace;
  const answers = program.answers.map((code) => (signal, url, init) => evaluated(code, { signal, url, init, log }));
  return evaluated(clientOf(program), { usual, usualProxy, fetch: trace.serving(answers), log });
}

/** A proxy as the trace closes it: it has nothing to close. */
export const makeProxy = (options) => ({ proxy: createProxy(options), close() {} });

/** Runs a program from the start of its world. */
export async function played(program, plant) {
  world.reset();
  const trace = new Trace();
  let a2e;
  try {
    const make = kindOf(program) === "proxy" ? makeProxy : createClient;
    a2e = await make(optionsOf(program, trace));
    plant?.(a2e);
  } catch (reason) {
    trace.failed = { reason };
    await world.quiet();
    return Object.assign(trace, { timers: world.timers, uncaught: world.end() });
  }
  for (const codes of program.calls) {
    trace.begin(() => evaluated(callOf(program, codes), { a2e, log: trace.log }), program.leaveAt);
  }
  await trace.run(a2e, program.closeAt);
  return trace;
}
