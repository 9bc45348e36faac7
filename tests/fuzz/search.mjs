// Looks for a program of a method that breaks a rule, and makes it as small as it can.

import fc from "fast-check";
import { failing } from "./checks.mjs";
import { FEW_TIMERS, growth } from "./growth.mjs";
import { A2EError } from "./package.mjs";
import { played } from "./played.mjs";
import { programsOf } from "./programs.mjs";
import { written } from "./written.mjs";

/** How many smaller programs are tried. */
const MOST_SHRINKS = 400;
/** Findings after which a process is not used any more. */
const BREAKING = ["never settles", "left behind", "growing memory"];

/** What a value of the program's own has thrown means the same for every method. */
const ANYWHERE = ["unhandled", "no A2EError", "token shown", "odd view"];

/** Two findings with one key are one fault, for different methods or words of the service. */
function keyOf({ check, words }, { name, kind }) {
  const alike = words
    .replaceAll(name, "…")
    .replace(/[\w.]+(?=\.\w+[ :])/g, "…")
    .replace(/"[^"]*"|`[^`]*`|\/[\w/-]+|[0-9a-f]{24}|\d+/g, "…");
  return [check, ...(ANYWHERE.includes(check) ? [] : [kind]), alike.slice(0, 48)].join(" / ");
}

/**
 * Runs some programs of a method. Gives what was counted, the first finding that is not `known`, with its smallest program and
 * the path that leads to it, and the programs that broke no rule, with their paths.
 *
 * With `grows` a program breaks a rule if it leaves something behind each time.
 */
export async function search(method, { seed, runs, path, known, plant, grows }) {
  const count = { programs: 0, calls: 0, requests: 0, fulfilled: 0, rejected: 0, repeated: 0 };
  const good = [];
  let found;
  let shrinks = 0;
  const property = fc.asyncProperty(programsOf(method), async (program) => {
    if (found && (shrinks += 1) > MOST_SHRINKS) return;
    const trace = await played(program, plant);
    let finding = failing(trace, program, { A2EError });
    if (!found) note(count, trace);
    if (!finding && !found && trace.passed < FEW_TIMERS) good.push({ method, seed, path: String(count.programs - 1), program });
    trace.clear();
    if (!finding && grows) {
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
  return { count, good, found: found && told(found, method, seed, counterexamplePath) };
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
  return {
    check,
    words,
    key,
    method: method.name,
    again: `${method.name}/${seed}/${path}`,
    code: written(program),
    isBreaking,
  };
}
