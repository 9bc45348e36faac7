// One answer of the service, held against the description: its status, its envelope, its fields and its status words.

import { KNOWN_WORDS, REFUSAL, membersOf, resolved } from "./description.mjs";
import { typeOf } from "./problems.mjs";
import { againstDescription } from "./schemas.mjs";

const DESCRIPTION = "openapi.yaml";
const WORDS = "src/record/view.rs";

/**
 * Holds an answer against the description. The result is `good`, `refused`, or `odd` if its form is not the described one, so
 * that a client may read it or not.
 */
export function checkAnswer(findings, operation, answer) {
  const differs = (finding) => findings.differs(operation, DESCRIPTION, finding);
  if (!operation.statuses.includes(answer.status)) {
    const code = answer.json?.code;
    differs({ kind: "status", expected: operation.statuses.join(" or "), seen: String(answer.status), code });
    // The code decides, whatever the status.
    if (code === 0) return "odd";
    if (answer.isJson) againstDescription(REFUSAL, answer.json).forEach(differs);
    return "refused";
  }
  const form = checkEnvelope(findings, operation, answer);
  if (form !== "good") return form;
  findings.compared(operation);
  if (!/json/.test(answer.headers.get("content-type"))) {
    differs({ kind: "media type", expected: "application/json", seen: "another" });
  }
  for (const problem of againstDescription(operation.schema, answer.json)) {
    const name = problem.path.at(-1);
    const isInput = problem.kind === "field unknown" && operation.inputs.has(name);
    if (isInput) findings.saw("input", { operation: operation.id, name });
    else differs(problem);
  }
  sawUndocumented(findings, operation, answer.json.data);
  checkWords(findings, operation, answer.json.data);
  return "data" in answer.json || !operation.dataSchema ? "good" : "odd";
}

function checkEnvelope(findings, operation, { isEmpty, isJson, json }) {
  const differs = (finding) => findings.differs(operation, DESCRIPTION, { kind: "envelope", ...finding });
  if (!isJson || typeOf(json) !== "object") {
    differs({ expected: "object", seen: isJson ? typeOf(json) : isEmpty ? "an empty body" : "no JSON" });
    return "odd";
  }
  const { code, success } = json;
  if (code === undefined && success === undefined) {
    differs({ expected: "code or success", seen: "neither" });
    return "odd";
  }
  const [name, good] = code === undefined ? ["success", true] : ["code", 0];
  if (json[name] !== good) {
    // Some services give the status of HTTP for a code.
    const isStatus = code >= 200 && code < 300;
    differs({ kind: isStatus ? "envelope" : "refused", path: [name], expected: String(good), code: json[name] });
    return isStatus ? "odd" : "refused";
  }
  findings.saw("envelope", name);
  return "good";
}

const ROWS = ["rows", "list", "data", "records"];

/** Where the records of an answer are, and what they are: the rows of a list, else the one that was asked for. */
function located({ form }, data) {
  if (Array.isArray(data)) return { at: [null], records: data };
  const name = ROWS.find((key) => Array.isArray(data?.[key]));
  if (name) return { at: [name, null], records: data[name] };
  return { at: [], records: form.verb === "list" ? [] : [data] };
}

/** The records that an answer holds. */
export function recordsIn(operation, data) {
  return located(operation, data).records.filter((one) => typeOf(one) === "object");
}

/** Operations of a family that answer its records. */
const ANSWERS_RECORDS = ["get", "list", "batch", "start"];

function checkWords(findings, operation, data) {
  const { task, form } = operation;
  if (!task || !ANSWERS_RECORDS.includes(form.verb)) return;
  const field = task.statusField;
  const path = ["data", ...located(operation, data).at, field];
  for (const record of recordsIn(operation, data)) {
    const { [field]: word } = record;
    if (typeof word === "string" && KNOWN_WORDS.has(word.toLowerCase())) {
      findings.saw("status word", { operation: operation.id, word });
    } else {
      const seen = typeof word === "string" ? { word } : { seen: typeOf(word) };
      findings.differs(operation, WORDS, { kind: "status word", path, expected: "a known word", ...seen });
    }
  }
}

const DEEPEST = 4;

/** Tells what there is where the description says nothing: names and types. */
function sawUndocumented(findings, operation, data) {
  const schema = operation.dataSchema;
  const isFree = (one) => !one || (Object.keys(membersOf(one)).length === 0 && [undefined, "object"].includes(resolved(one).type));
  if (schema && !isFree(schema)) return;
  const shapes = new Set();
  const visit = (value, path) => {
    const isBranch = typeof value === "object" && value !== null && path.length < DEEPEST;
    if (!isBranch) return void shapes.add(JSON.stringify({ path, type: typeOf(value) }));
    const entries = Array.isArray(value) ? value.map((one) => [null, one]) : Object.entries(value);
    if (entries.length === 0) shapes.add(JSON.stringify({ path, type: `empty ${typeOf(value)}` }));
    for (const [key, one] of entries) visit(one, [...path, key]);
  };
  visit(data, ["data"]);
  for (const shape of shapes) findings.saw("undocumented", { operation: operation.id, ...JSON.parse(shape) });
}
