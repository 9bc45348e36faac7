// Which texts a report may show. A report is made of texts that were known before anything was asked: ids of operations,
// names of fields, types, status words. What the service adds is shown only if it looks like a name of the same kind.

import { document } from "../operations/description.mjs";
import { DESCRIBED, KNOWN_WORDS, membersOf, resolved } from "./description.mjs";

/** A name such as `result_url` or `failedCode`: no digits, so that no piece of an id looks like one. */
const LIKE_A_NAME = /^_?[a-z][a-zA-Z]{0,23}(?:_[a-zA-Z]{1,16}){0,4}$/;
const LONGEST = 32;
/** A word such as `in_progress`. */
const LIKE_A_WORD = /^[A-Za-z]{2,20}(?:[_-][A-Za-z]{2,20}){0,2}$/;
const OTHER_NAME = "(another name)";
const OTHER_WORD = "(another word)";
const LARGEST_CODE = 99_999;

/** Every name of a member in the schemas of the description and in its examples. */
function describedNames() {
  const names = new Set();
  const seen = new Set();
  const visit = (schema) => {
    const whole = resolved(schema);
    if (typeof whole !== "object" || whole === null || seen.has(whole)) return;
    seen.add(whole);
    Object.keys(membersOf(whole)).forEach((name) => names.add(name));
    Object.values(whole).forEach(visit);
  };
  const exemplify = (value) => {
    if (typeof value !== "object" || value === null) return;
    if (!Array.isArray(value)) Object.keys(value).forEach((name) => names.add(name));
    Object.values(value).forEach(exemplify);
  };
  DESCRIBED.forEach(({ schema, examples }) => {
    visit(schema);
    examples.forEach(exemplify);
  });
  Object.values(document.components.schemas).forEach(visit);
  return names;
}

/** The members that this library's own forms have. */
const OWN_NAMES = ["items", "total", "page", "pageSize", "hasMore", "v", "id", "family", "state", "status", "progress"];
const MORE_OWN_NAMES = ["urls", "resultId", "failure", "firstSeenAt", "siblings", "record", "message"];
const NAMES = new Set([...describedNames(), ...OWN_NAMES, ...MORE_OWN_NAMES]);

/** The members that hold status words, which are shown where they are new. */
const WORD_FIELDS = new Set(DESCRIBED.map(({ task }) => task?.statusField).filter(Boolean));

/** Every text in a value but its status words, in lower case. */
function* textsIn(value) {
  if (typeof value === "string") yield value.toLowerCase();
  if (typeof value !== "object" || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (typeof one !== "string" || !WORD_FIELDS.has(key)) yield* textsIn(one);
  }
}

export class Vocabulary {
  #token;
  #private = new Set();

  constructor(token) {
    this.#token = token.toLowerCase();
  }

  /** Learns the texts of an answer: a name or a prompt of the account is not shown, whatever it looks like and wherever it stands. */
  learn(value) {
    for (const text of textsIn(value)) this.#private.add(text);
  }

  /** The name of a field. */
  name(text) {
    if (NAMES.has(text)) return text;
    const isFit = text.length <= LONGEST && LIKE_A_NAME.test(text) && !this.#isPrivate(text);
    return isFit ? text : OTHER_NAME;
  }

  /** A status word, which is known, or looks like one and stands nowhere but where a status word does. */
  word(text) {
    if (KNOWN_WORDS.has(text.toLowerCase())) return text;
    return LIKE_A_WORD.test(text) && !this.#isPrivate(text) ? text : OTHER_WORD;
  }

  /** The code of a refusal. */
  code(value) {
    if (Number.isInteger(value) && Math.abs(value) <= LARGEST_CODE) return String(value);
    return value === undefined ? "nothing" : "(another code)";
  }

  /** A path as one writes it: `data.rows[].name`. */
  path(steps) {
    return steps.reduce((path, step) => {
      if (step === null) return `${path}[]`;
      const name = /^\d+$/.test(step) ? "(number)" : this.name(step);
      return path ? `${path}.${name}` : name;
    }, "");
  }

  #isPrivate(text) {
    const lower = text.toLowerCase();
    return lower.startsWith("sk_") || this.#token.includes(lower) || lower.includes(this.#token) || this.#private.has(lower);
  }
}
