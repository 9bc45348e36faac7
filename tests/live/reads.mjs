// The free reads: every operation that changes nothing, with what it has to be asked with.

import { recordsIn } from "./answers.mjs";
import { DESCRIBED } from "./description.mjs";
import { checkPaging, firstPage } from "./paging.mjs";
import { freeQuote } from "./starts.mjs";

export const READS = DESCRIBED.filter(({ effect }) => effect === "read");
/** It tells whether the token is good, so it is asked first. */
export const COINS = READS.find(({ name }) => name === "account.coins");

const PARAMS = {
  detectLanguage: { msg: "Good morning" },
  quoteGeneration: freeQuote,
};

/** Why an operation is not asked. */
const NEEDS = {
  getQaContext: "it needs an open room, which costs coins",
};

/** Records that an operation is only made for. */
const ONLY_FOR = {
  getVeoVideo1080p: (record) => record.current_status === "completed" && [record.aspectRatio, record.aspect_ratio].includes("16:9"),
};

/** The records of one list that are asked for by their ids. */
const MOST_RECORDS = 2;

const isAboutRecords = ({ form }) => form.takesId || form.verb === "batch";

/** Asks all of them; the details and batches with ids that the lists told. */
export async function askReads(asker) {
  const records = new Map();
  for (const operation of READS.filter((one) => one !== COINS && !isAboutRecords(one))) {
    if (NEEDS[operation.id]) asker.findings.skip(operation, NEEDS[operation.id]);
    else await askPlain(asker, operation, records);
  }
  for (const operation of READS.filter(isAboutRecords)) await askAboutRecords(asker, operation, records);
}

async function askPlain(asker, operation, records) {
  const params = operation.isPaged ? firstPage(operation) : PARAMS[operation.id];
  const given = await asker.ask(operation, { params });
  if (!given) return;
  if (operation.form.verb === "list") records.set(operation.form.resource, recordsIn(operation, given.data));
  if (operation.isPaged) await checkPaging(asker, operation, given);
}

/** Records in as many states as there are, those that have ended first. */
function variety(records, task) {
  const word = (record) => record[task?.statusField];
  const ends = [...(task?.success ?? []), ...(task?.failure ?? [])];
  const byWord = [...new Map(records.toReversed().map((record) => [word(record), record])).values()];
  return byWord.toSorted((one, other) => ends.includes(word(other)) - ends.includes(word(one)));
}

async function askAboutRecords(asker, operation, records) {
  const { findings } = asker;
  const { form } = operation;
  if (!records.has(form.resource)) return findings.skip(operation, "no list told an id for it");
  const fit = records.get(form.resource).filter(ONLY_FOR[operation.id] ?? (() => true));
  const known = variety(fit, operation.task);
  const ids = known.map(({ _id }) => _id).filter((id) => typeof id === "string" && /^[a-f\d]{24}$/i.test(id));
  if (ids.length === 0) return findings.skip(operation, "the account has no record for it");
  const asked = ids.slice(0, MOST_RECORDS);
  const requests = form.verb === "batch" ? [{ params: { ids: asked } }] : asked.map((id) => ({ id }));
  for (const request of requests) {
    const given = await asker.ask(operation, request);
    if (given && form.verb) checkIds(findings, operation, recordsIn(operation, given.data), request.id ? [request.id] : asked);
  }
}

/** What was asked for is what comes. */
function checkIds(findings, operation, records, ids) {
  const isWanted = ({ _id }) => ids.some((id) => id.toLowerCase() === String(_id).toLowerCase());
  const wanted = records.filter(isWanted).length;
  if (wanted === ids.length && records.length === ids.length) return;
  const seen = `${records.length} records, ${wanted} of them asked for`;
  findings.differs(operation, "openapi.yaml", { kind: "records", path: ["data"], expected: `${ids.length} asked for`, seen });
}
