// Looks for a program of a method that breaks a rule, and makes it as small as it can.

import fc from "fast-check";
import { failing } from "./checks.mjs";
import { handles, memory } from "./inside.mjs";
import { A2EError, createClient } from "./package.mjs";
import { Trace, evaluated } from "./play.mjs";
import { callOf, clientOf, programsOf, written } from "./programs.mjs";
import { world } from "./world.mjs";

/** How many smaller programs are tried. */
const MOST_SHRINKS = 400;
/** How often a program runs to show that it leaves something behind each time. */
const REPEATS = 12;
/** Findings after which a process is not used any more. */
const BREAKING = ["never settles", "left behind", "growing memory"];

/** The options of a program's client. They are made apart: what they hold must not hold the client itself. */
function optionsOf(program, trace) {
  const { log, usual } = trace;
  const answers = program.answers.map((code) => (signal) => evaluated(code, { signal, log }));
  return evaluated(clientOf(program), { usual, fetch: trace.serving(answers), log });
}

/** Runs a program from the start of its world. */
export async function played(program, plant) {
  world.reset();
  const trace = new Trace();
  let a2e;
  try {
    a2e = await createClient(optionsOf(program, trace));
    plant?.(a2e);
  } catch (reason) {
    trace.failed = { reason };
    await world.quiet();
    return Object.assign(trace, { timers: world.timers, uncaught: world.uncaught });
  }
  for (const codes of program.calls) {
    trace.begin(() => evaluated(callOf(program, codes), { a2e, log: trace.log }), program.leaveAt);
  }
  await trace.run(a2e, program.closeAt);
  return trace;
}

/** Has the host collect what nobody holds, and tell the package of it. */
async function collected() {
  for (let turns = 2; turns > 0; turns -= 1) {
    globalThis.gc();
    await world.quiet(6);
  }
}

/** What a program leaves behind when it runs again and again. */
async function growth(program, plant) {
  const repeat = async () => {
    for (let left = REPEATS; left > 0; left -= 1) (await played(program, plant)).clear();
    await collected();
    return { held: handles(), bytes: memory() };
  };
  const [, before, after, last] = [await repeat(), await repeat(), await repeat(), await repeat()];
  const held = Math.min(after.held - before.held, last.held - after.held);
  if (held >= REPEATS) return `${REPEATS} runs leave ${held} more values in the table of the glue`;
  const bytes = Math.min(after.bytes - before.bytes, last.bytes - after.bytes);
  if (bytes > 0) return `${REPEATS} runs make the memory of the wasm ${bytes} bytes larger`;
}

/** Two findings with one key are one fault, for different methods or words of the service. */
function keyOf({ check, words }, method) {
  const alike = words.replace(/[\w.]+\.(?=\w+[ :])/g, "").replace(/"[^"]*"|`[^`]*`|\d+|[0-9a-f]{24}/g, "…").slice(0, 70);
  return `${check} / ${method.kind} / ${alike}`;
}

/**
 * Runs some programs of a method. Gives what was counted, and the first finding that is not `known`, with its smallest
 * program and the path that leads to it.
 */
export async function search(method, { seed, runs, path, known, plant, repeats }) {
  const count = { programs: 0, calls: 0, requests: 0, fulfilled: 0, rejected: 0, repeated: 0 };
  let found;
  let shrinks = 0;
  const property = fc.asyncProperty(programsOf(method), async (program) => {
    if (found && (shrinks += 1) > MOST_SHRINKS) return;
    const trace = await played(program, plant);
    let finding = failing(trace, program, { A2EError });
    if (!found) note(count, trace);
    trace.clear();
    if (!finding && repeats && (path !== undefined || (found ? found.check === "growing memory" : count.programs <= repeats))) {
      const words = await growth(program, plant);
      if (words) finding = { check: "growing memory", words };
    }
    if (!finding || (found && found.check !== finding.check)) return;
    const key = keyOf(finding, method);
    if (!found && known.includes(key)) {
      count.repeated += 1;
      return;
    }
    found = { ...finding, key: found?.key ?? key, program };
    throw new Error(finding.words);
  });
  const { counterexamplePath } = await fc.check(property, { seed, numRuns: runs, path, verbose: 0 });
  return { count, found: found && told(found, method, seed, counterexamplePath) };
}

function note(count, { calls, requests }) {
  count.programs += 1;
  count.calls += calls.length;
  count.requests += requests.length;
  for (const { state } of calls) {
    if (["fulfilled", "left", "returned"].includes(state)) count.fulfilled += 1;
    else count.rejected += 1;
  }
}

function told({ check, words, key, program }, method, seed, path) {
  const isBreaking = BREAKING.includes(check) || words.includes("a bug stopped it");
  return { check, words, key, method: method.name, again: `${method.name}/${seed}/${path}`, code: written(program), isBreaking };
}
