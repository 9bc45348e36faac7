// One check of a service: the free reads, starts within a budget, refusals and CORS; the result is a report.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { document } from "../operations/description.mjs";
import { Asker } from "./ask.mjs";
import { checkCors } from "./cors.mjs";
import { Findings } from "./findings.mjs";
import { askReads, COINS, READS } from "./reads.mjs";
import { askForNobodys } from "./refusals.mjs";
import { reportOf } from "./report.mjs";
import { spend } from "./spend.mjs";
import { STARTS } from "./starts.mjs";
import { Vocabulary } from "./vocabulary.mjs";
import { Wire } from "./wire.mjs";

/** A check that could not be made. Its message is one of this program's own. */
export class NotChecked extends Error {}

const STARTED = STARTS.map(({ operation }) => operation);

const comparedOf = (findings, operations) => operations.filter(({ id }) => findings.comparedIds.includes(id)).length;

/**
 * What the package in `directory` does and declares. The types are read once, when they are wanted, by a program that is
 * written to `scratch`.
 */
export async function loadPackage(directory, scratch) {
  const { createClient, A2EError } = await import(pathToFileURL(join(directory, "index.js")));
  const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  let schemas;
  const declared = async (name) => {
    // The compiler takes longer to load than all of this.
    const { declaredAnswers } = await import("./declared.mjs");
    schemas ??= declaredAnswers(directory, scratch, [...READS, ...STARTED].map((operation) => operation.name));
    return schemas.get(name);
  };
  return { createClient, A2EError, version, declared };
}

/** Every attempt waits for its turn and for pauses after 429, which are no failures of its own. */
const ATTEMPT_MS = 10 * 60_000;

/** What a check consists of, in this order: the tasks that are started are among the records that are read. */
const STEPS = {
  spend: (asker, { budget, poll }) => budget > 0 && spend(asker, budget, poll),
  reads: askReads,
  refusals: askForNobodys,
  cors: checkCors,
};

/** Checks the service at `baseUrl`, and gives the report. `service` says in words which it is. */
export async function check(loaded, settings) {
  const { token, baseUrl, service, requests, budget = 0, steps = Object.keys(STEPS), progress } = settings;
  const { createClient, A2EError, version, declared } = loaded;
  const [wire, findings, vocabulary] = [new Wire({ ...settings, limit: requests }), new Findings(), new Vocabulary(token)];
  let a2e;
  try {
    a2e = await createClient({ token, baseUrl, fetch: wire.fetch, timeoutMs: ATTEMPT_MS });
  } catch (error) {
    throw new NotChecked(`The client refuses ${error.field === "token" ? "the token" : "the address of the service"}.`);
  }
  const asker = new Asker({ a2e, A2EError, wire, findings, vocabulary, declared, progress });
  try {
    await asker.ask(COINS);
    if (wire.answers.length === 0) throw new NotChecked("The service cannot be reached.");
    if (A2EError.is(asker.last.error) && asker.last.error.kind === "auth") throw new NotChecked("The service refuses the token.");
    for (const step of steps) await STEPS[step](asker, { ...settings, budget });
  } finally {
    a2e.close();
  }
  return reportOf(findings, vocabulary, {
    service,
    version,
    description: document.info.version,
    date: new Date().toISOString().slice(0, 10),
    requests: wire.count,
    waits: wire.waits,
    reads: { compared: comparedOf(findings, READS), all: READS.length },
    starts: { compared: comparedOf(findings, STARTED), budget },
  });
}
