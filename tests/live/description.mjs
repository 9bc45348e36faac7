// What openapi.yaml, docs/names.md and src/record/view.rs say about the answers of each operation.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { document, OPERATIONS, ROOT } from "../operations/description.mjs";
import { Form } from "../operations/form.mjs";
import { ROWS, starterOf } from "../operations/names.mjs";

/** A schema with the reference followed. */
export function resolved(node) {
  if (!node?.$ref) return node;
  return resolved(node.$ref.slice(2).split("/").reduce((inner, key) => inner[key], document));
}

/** The members that a schema describes for one object, `allOf` and its like included. */
export function membersOf(schema) {
  const { properties = {}, allOf = [], anyOf = [], oneOf = [] } = resolved(schema) ?? {};
  return Object.assign({}, ...[...allOf, ...anyOf, ...oneOf].map(membersOf), properties);
}

const RAW = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map((raw) => [raw.operationId, raw]),
);

const CONFIDENCES = { documented: "documented", "observed-in-code": "observed", inferred: "inferred" };

function described(operation) {
  const raw = RAW.get(operation.id);
  const form = new Form(operation);
  const { schema, examples = {} } = raw.responses[200].content["application/json"];
  return {
    ...operation,
    form,
    name: form.name,
    effect: ROWS.get(operation.id).effect,
    confidence: CONFIDENCES[raw["x-response-confidence"]] ?? "inferred",
    /** The schema of a good answer, and of the `data` in it. */
    schema,
    dataSchema: membersOf(schema).data,
    examples: Object.values(examples).map(({ value }) => value),
    /** The statuses of HTTP that are good. */
    statuses: Object.keys(raw.responses).map(Number).filter((status) => status >= 200 && status < 300),
    isPaged: raw["x-pagination"] !== undefined && raw["x-pagination"].style !== "none documented",
    /** How the tasks of this operation's family are described; none outside of families. */
    task: RAW.get(starterOf(form.resource))?.["x-task"],
    /** What the tasks of the family are started with: records hold it too. */
    inputs: new Set(OPERATIONS.find(({ id }) => id === starterOf(form.resource))?.fields.map(({ name }) => name)),
  };
}

/** Every operation, in the order of the description. */
export const DESCRIBED = OPERATIONS.map(described);

/** What the description says about the headers that browsers ask for. */
export const CORS = document["x-cors"];

/** The schema of a refusal. */
export const REFUSAL = { $ref: "#/components/schemas/Error" };

/** The words for the state of a task that src/record/view.rs knows. */
export const KNOWN_WORDS = new Set(
  [...readFileSync(join(ROOT, "src/record/view.rs"), "utf8").matchAll(/^const [A-Z]+: &str =\s*"([a-z_ ]+)";$/gm)]
    .flatMap(([, words]) => words.split(" ")),
);
if (!["completed", "failed", "initialized", "processing"].every((word) => KNOWN_WORDS.has(word))) {
  throw new Error("src/record/view.rs no longer lists its status words as this program reads them");
}
