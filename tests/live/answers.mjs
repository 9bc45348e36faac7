// One answer of the service, held against the description: its status, its envelope, its fields and its status words.

import { KNOWN_WORDS, REFUSAL, membersOf, resolved } from "./description.mjs";
import { typeOf } from "./problems.mjs";
import { againstDescription } from "./schemas.mjs";

const DESCRIPTION = "openapi.yaml";
const WORDS = "src/task.rs";

/** Holds a good answer against the description. The result says whether it was one. */
export function checkAnswer(findings, operation, answer) {
  const differs = (finding) => findings.differs(operation, DESCRIPTION, finding);
  if (!operation.statuses.includes(answer.status)) {
    const code = answer.json?.code;
    differs({ kind: "status", expected: operation.statuses.join(" or "), seen: String(answer.status), code });
    if (answer.isJson) againstDescription(REFUSAL, answer.json).forEach(differs);
    return false;
  }
  if (!checkEnvelope(findings, operation, answer)) return false;
  findings.compared(operation);
  for (const problem of againstDescription(operation.schema, answer.json)) {
    const name = problem.path.at(-1);
    const isInput = problem.kind === "field unknown" && operation.inputs.has(name);
    if (isInput) findings.saw("input", { operation: operation.id, name });
    else differs(problem);
  }
  sawUndocumented(findings, operation, answer.json.data);
  checkWords(findings, operation, answer.json.data);
  return true;
}

function checkEnvelope(findings, operation, { isEmpty, isJson, json }) {
  const differs = (finding) => findings.differs(operation, DESCRIPTION, { kind: "envelope", ...finding });
  if (!isJson) {
    differs({ expected: "JSON", seen: isEmpty ? "an empty body" : "another text" });
    return false;
  }
  if (typeOf(json) !== "object") {
    differs({ expected: "object", seen: typeOf(json) });
    return false;
  }
  const { code, success } = json;
  if (code === undefined && success === undefined) {
    differs({ expected: "code or success", seen: "neither" });
  } else if (code === undefined ? success !== true : code !== 0) {
    differs({ kind: "refused", path: code === undefined ? ["success"] : ["code"], expected: code === undefined ? "true" : "0", code });
    return false;
  }
  findings.saw("envelope", code === undefined ? "success" : "code");
  if (!("data" in json) && operation.dataSchema !== undefined) {
    differs({ path: ["data"], expected: "present", seen: "nothing" });
  }
  return true;
}

/** The records that an answer holds, wherever they are. */
export function recordsIn(data) {
  if (Array.isArray(data)) return data.filter((one) => typeOf(one) === "object");
  if (typeOf(data) !== "object") return [];
  const rows = ["rows", "list", "data", "records"].map((key) => data[key]).find(Array.isArray);
  return rows ? recordsIn(rows) : [data];
}

/** Operations of a family that answer its records. */
const ANSWERS_RECORDS = ["get", "list", "batch", "start"];

function checkWords(findings, operation, data) {
  const { task, form } = operation;
  if (!task || !ANSWERS_RECORDS.includes(form.verb)) return;
  const field = task.statusField;
  for (const record of recordsIn(data)) {
    const word = record[field];
    if (typeof word === "string" && KNOWN_WORDS.has(word.toLowerCase())) {
      findings.saw("status word", { operation: operation.id, word });
    } else if (typeof word === "string") {
      findings.differs(operation, WORDS, { kind: "status word", path: ["data", field], expected: "a known word", word });
    } else {
      findings.differs(operation, WORDS, { kind: "status word", path: ["data", field], expected: "a known word", seen: typeOf(word) });
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
