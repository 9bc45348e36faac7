// Walks through parameters, which are this library's own copy of what was given: `params.rs` and `field_check.rs`
// decide what they may be.

import { attempt, isText, kindOf, quietly } from "../host/host.js";

/*
 * Objects of the host that hold their content elsewhere than in enumerable properties, so that JSON would send them
 * empty. Everything else with data in it is welcome: instances of classes, proxies, objects of other realms.
 */
const HOLLOW =
  /^(.*Array|Date|(Weak)?(Map|Set|Ref)|Promise|RegExp|Error|String|Number|Boolean|Blob|File|FileList|FormData|URLSearchParams|Headers|Request|Response|ReadableStream|AbortSignal|(Shared)?ArrayBuffer|DataView)$/;

/** What a value is, if it is no object of named values. */
export function strange(value) {
  if (typeof value === "function") return "a function";
  if (value === undefined || value === null) return String(value);
  const kind = kindOf(value);
  return Object(value) !== value || HOLLOW.test(kind) ? kind : undefined;
}

/** A value as the other side will read it; or, as the cause, what the host throws of it, or that a promise is in it. */
export function copyOf(value) {
  const refuse = (key, value) => {
    if (typeof value?.then !== "function") return value;
    quietly(() => value);
    throw new TypeError(`await the promise of ${key || "toJSON"} first`);
  };
  try {
    return { copy: JSON.parse(JSON.stringify(value, refuse) ?? null) };
  } catch (cause) {
    return { cause };
  }
}

/** The text of a body for comparison: its names in order, and without where the service is to tell of the end. */
export function comparable(body) {
  const inOrder = (_, value) =>
    kindOf(value) === "Object" ? Object.fromEntries(Object.entries(value).sort()) : value;
  const { webhook_url, webhook_token, ...params } = JSON.parse(body);
  // What is nested too deeply for this is compared as it is.
  return attempt(() => JSON.stringify(params, inOrder)) ?? body;
}

/** Puts a tag behind the name in a field, and cuts the name where the field is too short for both. */
export function tagged(params, field, tag) {
  // Only avatar videos have a title, of 40 characters at most. No limit of a `name` is documented.
  const room = field === "title" ? 39 - tag.length : Infinity;
  // No half of a character that takes two places may be left.
  const name = params[field]?.slice(0, room).replace(/[\ud800-\udbff]$/, "");
  params[field] = name ? `${name} ${tag}` : tag;
}

/** The first field that has no place in a query. */
export function stray(sent) {
  return Object.keys(sent).find((key) => sent[key] === null || typeof sent[key] === "object");
}

/** The first name that is not in a field string. */
export function unknown(sent, fields) {
  const known = fields.split(/[ =]/);
  return Object.keys(sent).find((key) => !known.includes(key));
}

/** Texts, numbers and booleans as a query. */
export function queryOf(sent) {
  return String(new URLSearchParams(Object.entries(sent)));
}

/** No published word is longer. */
const LONGEST = 99;

/** Texts that are sent as numbers, by the letter of the field's type. */
const WRITTEN = { N: /^[-+]?\d+(\.\d+)?$/, I: /^[-+]?\d+$/ };

/**
 * A field of a field string: its name, and that of another which it is related to, or the types that it takes. `field_syntax.rs` reads
 * the same form; `cargo xtask test operations` leaves out and breaks each field of each operation, so a difference is found.
 */
const FIELD = /(?<!\S)([^\s!:=^/+[]+)(?:[\^/+](\S+)|!?(?::([\w*]+))?)/g;

/**
 * What `field_check.rs` has to see of all fields, as one text: the name of a field, what its value is in the words of messages, and
 * the text of a text or a number, for each of its holders. Each of the three ends with a character that no name has. On the way
 * values become what their types want.
 */
export function listing(sent, fields) {
  const typesOf = new Map();
  for (const [, name, other, types] of fields.matchAll(FIELD)) {
    for (const field of [name, other]) if (field) typesOf.set(field, types ?? typesOf.get(field));
  }
  let text = "";
  for (const [field, types] of typesOf) {
    const [holders, key] = find(sent, field);
    for (const holder of holders) {
      // An own property: a body with the key `__proto__` must not lend the others their values.
      let value = Object.hasOwn(holder, key) ? holder[key] : undefined;
      if (types === "S" && typeof value === "number") value = holder[key] = String(value);
      else if (isText(value) && WRITTEN[types]?.test(value)) value = holder[key] = Number(value);
      text += `${field}\0${sortOf(value)}\0${textOf(value)}\0`;
    }
  }
  return text;
}

/** The beginning of a text, or a number, without an exponent if it is whole. */
function textOf(value) {
  if (isText(value)) return value.slice(0, LONGEST).replaceAll("\0", " ");
  return typeof value !== "number" ? "" : String(Number.isInteger(value) ? BigInt(value) : value);
}

function sortOf(value) {
  if (Array.isArray(value)) return value.every(isText) ? "array of strings" : "array";
  return value === undefined ? "nothing" : value === null ? "null" : typeof value;
}

/** The holders of a field, of `a.b` what is in `a` or its elements, and its name there. */
function find(sent, field) {
  const keys = field.split(".");
  const key = keys.pop();
  let holders = [sent];
  for (const outer of keys) {
    holders = holders.flatMap((holder) => holder[outer]).filter((inner) => Object(inner) === inner);
  }
  return [holders, key];
}
