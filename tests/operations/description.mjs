// What openapi.yaml says about each operation, in the form in which the tests ask for it. Nothing here
// comes from our own sources: these tests compare the two.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export const ROOT = resolve(import.meta.dirname, "../..");

export const document = parse(readFileSync(join(ROOT, "openapi.yaml"), "utf8"));
const ID = "^[a-fA-F0-9]{24}$";

/** A schema or parameter with the reference followed. */
function resolved(node) {
  if (!node?.$ref) return node;
  return resolved(node.$ref.slice(2).split("/").reduce((inner, key) => inner[key], document));
}

/** A field of a body or a query. */
export class Field {
  constructor(name, schema, required) {
    this.name = name;
    this.required = required;
    this.schema = resolved(schema);
    /** JSON types; none where the vendor documents none. */
    this.types = [this.schema.type ?? []].flat();
    this.words = this.schema.enum;
    this.isId = this.schema.pattern === ID;
    /** A field whose place is a guess: it cannot be relied upon that it may be left out. */
    this.isInferred = /\binferred\b/i.test(this.schema.description ?? "");
    /** Elements that are known to be texts. */
    this.holdsTexts = this.types.includes("array") && resolved(this.schema.items)?.type === "string";
  }

  get isNumeric() {
    return this.types.some((type) => type === "number" || type === "integer");
  }

  get isText() {
    return this.types.includes("string");
  }

  /** One element of an array, as a field. */
  element(place) {
    return new Field(`${this.name}${place}`, this.schema.items ?? {}, true);
  }

  /** The members of an object, or of each object in an array, as fields. */
  get members() {
    return fieldsOf(this.schema.items ?? this.schema);
  }
}

/** The fields of an object's schema, `allOf` included. */
function fieldsOf(schema) {
  const { properties = {}, required = [], allOf = [] } = resolved(schema);
  const own = Object.entries(properties).map(([name, inner]) => new Field(name, inner, required.includes(name)));
  return [...own, ...allOf.flatMap(fieldsOf)];
}

function read(method, path, raw) {
  const parameters = (raw.parameters ?? []).map(resolved);
  const query = parameters.filter((parameter) => parameter.in === "query");
  const body = resolved(raw.requestBody)?.content["application/json"].schema;
  const fields = body
    ? fieldsOf(body)
    : query.map(({ name, schema, required = false }) => new Field(name, schema, required));
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    hasPathId: path.includes("{"),
    /** Where the fields go; an operation of this API never has both. */
    place: body ? "body" : query.length > 0 ? "query" : undefined,
    fields,
    /** Whether keys that nobody documented are welcome. */
    isFree: body !== undefined && resolved(body).additionalProperties === true,
    startsTask: raw["x-task"] !== undefined,
    /** The published answers, by name. */
    examples: Object.entries(raw.responses[200].content["application/json"].examples)
      .map(([name, { value }]) => ({ name, body: value })),
    /** Answers that were seen outside of the documentation. */
    observed: raw["x-observed"] ?? [],
    hasBothPlaces: body !== undefined && query.length > 0,
  };
}

/** Every operation, in the order of the description. */
export const OPERATIONS = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, raw]) => read(method, path, raw)),
);

/** The operation of this id. */
export function operation(id) {
  const found = OPERATIONS.find((one) => one.id === id);
  if (!found) throw new Error(`openapi.yaml has no operation ${id}`);
  return found;
}

/** The types that the bodies of all operations document for fields of one name; a query is all text. */
const KINDS = new Map();
for (const { fields } of OPERATIONS.filter(({ place }) => place === "body")) {
  for (const { name, types } of fields) KINDS.set(name, new Set([...(KINDS.get(name) ?? []), ...types]));
}

/**
 * Whether callers may give a number or a text, and the documented one is sent: the vendor types
 * fields of this name now so, now so. A text that is no number (`1080p`) is none of them.
 */
export function isEither({ name, schema, types, words }) {
  if (types.length !== 1) return false;
  const disputed = ["string", "number", "integer"].filter((type) => KINDS.get(name)?.has(type)).length > 1;
  if (types[0] !== "string") return disputed && ["number", "integer"].includes(types[0]);
  // A number, only in the form of a text.
  if (disputed && /\bas a string\b/.test(schema.description ?? "")) return true;
  const examples = words ?? (schema.default === undefined ? [] : [schema.default]);
  return examples.length > 0 && examples.every((word) => /^\d+$/.test(word));
}
