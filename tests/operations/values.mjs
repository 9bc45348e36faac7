// Values for fields, made of their schemas: good ones, ones of another JSON type, ones outside the
// published limits, and the other form of number-or-text fields.

import { createHash } from "node:crypto";
import { isEither } from "./description.mjs";
import { pairsOf } from "./relations.mjs";

/** An id that no record has, always the same one for the same name. */
export const strangeId = (name) => createHash("sha256").update(name).digest("hex").slice(0, 24);

/**
 * A value that the description allows, other than the default wherever that is possible: what a
 * library forgets to send would otherwise look the same.
 */
export function valid(field) {
  const { name, schema, types, words } = field;
  // What holds for numbers alone stands apart, where texts are allowed as well.
  const { default: usual, minimum = -Infinity, maximum = Infinity } = { ...schema, ...schema.then };
  // What every model of a family takes.
  if (schema.examples) return schema.examples.at(-1);
  if (words) return words.findLast((word) => word !== usual) ?? words[0];
  switch (types[0]) {
    case "string":
      return text(field);
    case "number":
    case "integer": {
      const start = Math.min(Math.max(usual ?? 6, minimum), maximum);
      return start + 1 <= maximum ? start + 1 : start - 1;
    }
    case "boolean":
      // A stream of events is no answer in JSON, so the named methods refuse to ask for one.
      return schema.description?.includes("event-stream") ? false : !(usual ?? false);
    case "array": {
      const length = Math.min(Math.max(schema.minItems ?? 2, 2), schema.maxItems ?? 2);
      return Array.from({ length }, (_, place) => valid(field.element(place)));
    }
    case "object":
      return Object.fromEntries(field.members.map((member) => [member.name, valid(member)]));
    default:
      return { anything: [name] };
  }
}

function text(field) {
  const { name, schema, isId } = field;
  if (isId) return strangeId(name);
  if (isEither(field)) return String(Number(schema.default) + 1);
  // The kind of file follows from the name, as far as the emulator wants to know.
  if (schema.format === "uri") {
    const extension = /image|img|face|cover|input_/i.test(name) ? "jpg" : /audio|voice/i.test(name) ? "mp3" : "mp4";
    return `https://example.com/${name}.${extension}`;
  }
  if (schema.format === "date-time") return `${/end/i.test(name) ? 2100 : 2000}-01-02T03:04:05.000Z`;
  return `${name} é 日 "1"`;
}

/**
 * The requests that make every field arrive once: all fields, but of those that exclude each other
 * one at a time.
 */
export function requests(form, made = {}) {
  const pairs = pairsOf(form.operation).filter(({ rule }) => rule !== "some");
  const all = Object.fromEntries([...form.fields].map(([name, field]) => [name, made[name] ?? valid(field)]));
  // A key that nobody documented goes out as it is, where such keys are welcome.
  if (form.operation.isFree && form.takesParams) all.undocumented = [{ key: "value" }, 1.5, true, null];
  return Array.from({ length: pairs.length > 0 ? 2 : 1 }, (_, turn) => {
    const left = pairs.map(({ fields }) => fields[1 - turn]);
    return Object.fromEntries(Object.entries(all).filter(([name]) => !left.includes(name)));
  });
}

const SAMPLES = { string: "x", number: 7, boolean: true, array: [7], object: { a: 1 }, null: null };

/** Values whose JSON type the vendor does not document for the field; none if it documents no type. */
export function ofWrongType(field) {
  if (field.types.length === 0) return [];
  const right = new Set(field.types.map((type) => (type === "integer" ? "number" : type)));
  // "x" is no number, however welcome texts are; a number is always a text.
  if (isEither(field) && field.isText) right.add("number");
  const wrong = Object.entries(SAMPLES).filter(([type]) => !right.has(type)).map(([, value]) => value);
  if (field.isNumeric && !field.isText && !isEither(field)) wrong.push("7");
  if (field.types.includes("integer") && !field.types.includes("number")) wrong.push(1.5);
  if (field.types.includes("boolean")) wrong.push("true", 0);
  if (field.holdsTexts) wrong.push([7], ["x", null]);
  return wrong;
}

/** Values of the right type that are outside the published words or the published range. */
export function beyondLimits({ types, words, schema: { minimum, maximum } }) {
  if (words) return [types[0] === "string" ? "unheard-of" : Math.max(...words) + 1];
  return [minimum - 1, maximum + 1].filter((value) => !Number.isNaN(value));
}

/** Every value that a limit just allows: all published words, and the ends of a range. */
export function atLimits({ words, schema: { minimum, maximum } }) {
  return words ?? [minimum, maximum].filter((value) => value !== undefined);
}

/** What a caller may give in place of the documented type, and what must arrive for it. */
export function otherForms(field) {
  if (!isEither(field)) {
    // Both types are documented, so each arrives as it was given.
    const both = field.isText && field.isNumeric;
    return both ? ["8", 8].map((value) => ({ given: value, arrives: value })) : [];
  }
  const good = valid(field);
  return [{ given: field.isText ? Number(good) : String(good), arrives: good }];
}
