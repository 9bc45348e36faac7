import { isText, kindOf } from "../host/host.js";

const isFunction = (value) => typeof value === "function";
const isPlain = (value) => kindOf(value) === "Object";

/** Names and values in turn, each with a line break behind it. One in a value becomes what `headers.rs` refuses. */
const lines = (headers) => Object.entries(headers).flat().map((part) => part.replaceAll("\n", "\0") + "\n").join("");

/** The shortest pause between polls while nobody sees the page, in milliseconds. */
const HIDDEN = { pause: Infinity, slow: 10_000, normal: 0 };

/** The kinds of options: how a good one is known, also one of another realm, what it must be, and how it is handed on. */
const KINDS = {
  any: [() => true],
  object: [isPlain, "a plain object"],
  text: [isText, "a string"],
  texts: [(value) => Array.isArray(value) && value.every(isText), "an array of strings", (value) => [...value]],
  flag: [(value) => typeof value === "boolean", "true or false"],
  count: [(value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31, "a whole number from 0"],
  positive: [
    (value) => typeof value === "number" && value > 0,
    "a number above 0 (Infinity for no limit)",
  ],
  time: [(value) => Number.isFinite(value) && value > 0, "a number of milliseconds since 1970"],
  hidden: [(value) => HIDDEN[value] >= 0, "`pause`, `slow` or `normal`", (value) => HIDDEN[value]],
  function: [isFunction, "a function"],
  token: [(value) => isText(value) || isFunction(value), "a string or a function that gives one"],
  headers: [
    (value) => isPlain(value) && Object.values(value).every(isText),
    "a plain object of strings",
    lines,
  ],
  // By their shape: those of a polyfill are as good.
  signal: [(value) => isFunction(value.addEventListener), "an AbortSignal"],
  logger: [(value) => isFunction(value.warn), "an object with the methods `debug` and `warn`, as `console` is"],
};

/**
 * Reads options by a text with the name and the kind of each. Gives those that are there, as an object of its own,
 * or `{ key, problem }` of the first that is wrong.
 */
export function read(given, known) {
  const kinds = new Map(known.split(" ").map((option) => option.split(":")));
  const values = {};
  let key = "options";
  try {
    if (!isPlain(given)) return { key, problem: "must be a plain object" };
    for (key of Object.keys(given)) {
      if (kinds.has(key) || given[key] === undefined) continue;
      const isOfPoll = kinds.has("poll") && /Ms$|^hidden$/.test(key);
      const words = isOfPoll ? `did you mean \`poll.${key}\`?` : "the options are: " + [...kinds.keys()].join(" ");
      return { key, problem: "is unknown; " + words };
    }
    for (key of kinds.keys()) {
      const value = given[key] ?? undefined;
      const [isGood, wanted, read] = KINDS[kinds.get(key)];
      if (value !== undefined && !isGood(value)) return { key, problem: "must be " + wanted };
      values[key] = value && read ? read(value) : value;
    }
    return values;
  } catch {
    return { key, problem: "cannot be read" };
  }
}
