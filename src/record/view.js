// The view of a task, made of the service's record: what is only moved from one object to the other. In which
// state a task is, Rust decides.

import { defined, elementsOf, get, isText, parseJson, textOf, told } from "../host/host.js";

/** The first of several properties that means something: `error_code` is "0" on a row without an error. */
export function first(record, keys) {
  for (const key of keys.split(",")) {
    const value = get(record, key);
    if (value && value !== "0") return value;
  }
}

/**
 * The results, each once. A field holds one address or a list; before the end it is empty or `null`. Pages make links of
 * them, so nothing but http(s) counts.
 */
export function results(record, keys) {
  const found = keys.split(",").flatMap((key) => get(record, key));
  return [...new Set(found.filter((url) => isText(url) && /^https?:\/\//i.test(url)))];
}

/** A number; some families send theirs as texts. */
export function number(record, key) {
  const value = get(record, key);
  const written = isText(value) && /^[-+]?\d+$/.test(value);
  return written ? Number(value) : typeof value === "number" ? value : undefined;
}

/** Whether it is an array that arrived as an object, with its places as keys. Keys of 24 digits would be ids. */
const isNumbered = (value) => Object(value) === value && /^\d{1,9}(,\d{1,9})*$/.test(/** @type {any} */ (Object.keys(value)));

/**
 * The records in an answer: bare, or in one of the containers of the service. A place can be empty, as the detail of a
 * new task can.
 */
export function recordsOf(data) {
  // A record may have a field that is called like a container.
  if (get(data, "_id")) return undefined;
  for (const list of [data, ...["rows", "list", "data", "records"].map((key) => get(data, key))]) {
    const rows = elementsOf(list) ?? (isNumbered(list) ? Object.values(list) : undefined);
    if (rows) return rows.filter((row) => row !== null);
  }
}

/** The view as a plain object. */
export function view(id, family, state, status, urls, resultId, codes, texts, firstSeenAt, record) {
  const message = textOf(first(record, texts)) ?? told(record, 0) ?? "the service gave no reason";
  return defined({
    v: 1,
    id,
    family,
    state,
    status,
    progress: number(record, "process"),
    urls,
    resultId,
    failure: state === "failed" ? defined({ code: first(record, codes), message }) : undefined,
    coins: number(record, "coins"),
    createdAt: textOf(get(record, "createdAt")),
    firstSeenAt: new Date(firstSeenAt).toISOString(),
    record,
  });
}

/** A copy for the caller, who may change it. */
export function copy(view) {
  return { ...view, urls: [...view.urls] };
}

/** A view with those that the same start made, and with their results where those are wanted. */
export function join(view, siblings, wanted) {
  const urls = [view, ...(wanted ? siblings : [])].flatMap(({ urls }) => urls);
  return defined({ ...view, urls, siblings: siblings.length ? siblings : undefined });
}

/** A task, or what its JSON holds. */
export function parsed(value) {
  return (typeof value === "string" && value.startsWith("{") && parseJson(value)) || value;
}

/** Whether an observer would see a difference. */
export function differs(one, other) {
  const seen = ({ state, status, progress, urls }) => JSON.stringify([state, status, progress, urls]);
  return seen(one) !== seen(other);
}

/** Whether a record has one of the ids in a text, in small letters, by any name of an id: some tasks have several. */
export function hasId(record, ids) {
  return Object.keys(record).some((key) => {
    const id = /** @type {any} */ (/id$/i.test(key) && textOf(get(record, key))?.toLowerCase());
    // A shorter text could be a part of one.
    return id?.length > 23 && ids.includes(id);
  });
}
