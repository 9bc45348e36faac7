// Walks through parameters, which are this library's own copy of what was given: `params.rs` and `fields.rs`
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

/** Texts that are sent as numbers, by the letter of the field's type. */
const WRITTEN = { N: /^[-+]?\d+(\.\d+)?$/, I: /^[-+]?\d+$/ };

/**
 * What `fields.rs` has to see of a field in each of its holders, one after another: what its value is, in the words of
 * messages, the text of a text or a number, and the value: as its type wants it, `undefined` where it is not there.
 */
export function values(sent, field, types) {
  const [holders, key] = find(sent, field);
  return holders.flatMap((holder) => {
    // An own property: a body with the key `__proto__` must not lend the others their values.
    let value = Object.hasOwn(holder, key) ? holder[key] : undefined;
    if (types === "S" && typeof value === "number") value = holder[key] = String(value);
    else if (typeof value === "string" && WRITTEN[types]?.test(value)) value = holder[key] = Number(value);
    const sort = sortOf(value);
    return [sort, /^(string|number)$/.test(sort) ? String(value) : "", value];
  });
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
