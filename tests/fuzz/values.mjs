// Arguments and options, as pieces of JavaScript: good ones, and ones that no type allows.

import fc from "fast-check";
import { valid } from "../operations/values.mjs";
import { isRequired, pairsOf } from "../operations/relations.mjs";
import { FAMILIES, IDS } from "./described.mjs";

/** The token of all programs. It must be in nothing that the package shows. */
export const TOKEN = "sk_fuzz_7f3a9c5e1b2d4068";

export const quoted = JSON.stringify;
/** One of several pieces of code; the first is the simplest. */
export const any = (...codes) => fc.constantFrom(...codes);
/** One of several kinds, each so often; what fails is tried with the first ones as well. */
export const oneOf = (...kinds) =>
  fc.oneof({ withCrossShrink: true }, ...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** What is never right, and may do anything when it is read. */
export const odd = any(
  "null", "undefined", "true", "false", "0", "-0", "1", "-1", "1.5", "NaN", "Infinity", "-Infinity", "2 ** 53", "1e308",
  "10n",
  '""', '" "', '"x"', '"\\ud800"', '"a\\nb"', '"é\\u0000日"', '"__proto__"', '"x".repeat(70000)', 'Symbol("s")', "[]", "[1]",
  "[[]]", "[undefined]",
  "{}", "{ a: 1 }", "Object.create(null)", "Object.freeze({ a: 1 })", 'JSON.parse(\'{"__proto__":{"a":1}}\')',
  "{ length: 3 }",
  "new Date(0)", "new Date(NaN)", "new Map([[1, 2]])", "new Set([1])", "/x/", "() => 1", "async () => 1", "class {}",
  "new Instance()",
  "cyclic()", "revoked()", "revoked([])", "hostile()", "hostile([])", "hostile(() => 1)", "deep(5000)",
  "new Proxy({ a: 1 }, {})",
  '{ get a() { throw new Error("a getter") } }', '{ toJSON: throws("a toJSON") }', '{ toJSON: () => rejected("a toJSON") }',
  "{ toString() { throw 1 }, valueOf() { throw 2 } }", '{ then(_, reject) { reject("a then") } }',
  '{ get then() { throw "a then" } }',
  "new Uint8Array(3)", "new ArrayBuffer(3)", "new SharedArrayBuffer(3)", 'new Blob(["x"])',
  'new URL("https://media.example/a.mp4")',
  "new Headers()", "new FormData()", 'new String("x")', "new Number(5)", "Object(1n)", 'Object(Symbol("s"))',
  'new Error("x")',
  "new AbortController().signal", "globalThis", "Promise.resolve(1)", "new WeakMap()", "function () { return arguments }()",
);

/** Object members as code, from names and pieces of code. */
export const object = (entries) => `{ ${entries.map(([key, code]) => `${member(key)}: ${code}`).join(", ")} }`;
const member = (key) => (/^[a-z_]\w*$/i.test(key) && key !== "__proto__" ? key : `[${quoted(key)}]`);

/** Mostly the first, sometimes the second, seldom the third. */
const mostly = (first, second, third) => oneOf([14, first], [3, second], [1, third]);

/** Good entries, of which one or two may be replaced, left out or joined by others. */
export function disturbed(good) {
  const change = fc.record({ at: fc.nat(30), code: odd, how: any("replace", "drop", "getter", "add") });
  return fc.tuple(good, fc.array(change, { minLength: 1, maxLength: 2 })).map(([entries, changes]) => {
    const all = entries.map((entry) => [...entry]);
    for (const { at, code, how } of changes) {
      const place = all.length > 0 ? at % all.length : 0;
      if (how === "add" || all.length === 0) all.push(["unheard_of", code]);
      else if (how === "drop") all.splice(place, 1);
      else all[place][1] = how === "getter" ? `${code}, get ${member(all[place][0])}() { throw new Error("a getter") }` : code;
    }
    return all;
  });
}

/** Parameters of an operation. */
export function params({ operation, fields }) {
  const left = pairsOf(operation).filter(({ rule }) => rule !== "some").map(({ fields }) => fields[1]);
  const known = [...fields].filter(([name]) => !left.includes(name));
  const must = known.filter(([, field]) => isRequired(operation, field)).map(([name, field]) => [name, quoted(valid(field))]);
  const may = known.filter(([, field]) => !isRequired(operation, field)).map(([name, field]) => [name, quoted(valid(field))]);
  const some = pairsOf(operation).flatMap(({ fields: [first] }) => may.filter(([name]) => name === first));
  const good = fc.subarray(may).map((chosen) => [...must, ...new Map([...some, ...chosen])]);
  return mostly(good.map(object), disturbed(good).map(object), odd);
}

export const id = mostly(any(...IDS.map(quoted)), any('"0123456789ABCDEF01234567"', '"x"', '""', '"../x"'), odd);
export const ids = mostly(
  fc.subarray(IDS, { minLength: 1 }).map(quoted),
  any("[]", '["x"]', `Array(201).fill(${quoted(IDS[0])})`, `[${quoted(IDS[0])}, ${quoted(IDS[0])}]`, "hostile([])"),
  odd,
);

const STARTED = '"2026-01-02T03:04:05.000Z"';
/** What stands for a task; without a family where any will do. */
export function task(family) {
  const named = family ?? "faceSwap";
  const view = (id, more = "") =>
    `{ v: 1, id: ${id}, family: ${quoted(named)}, state: "queued", status: "", urls: [], firstSeenAt: ${STARTED}, record: {}${more} }`;
  const [one, two] = IDS.map(quoted);
  const forms = [`{ family: ${quoted(named)}, id: ${one} }`, view(one), `JSON.stringify(${view(one)})`, view(one,
    `, siblings: [${view(two)}]`)];
  if (family) forms.unshift(one, `{ _id: ${one}, current_status: "processing" }`);
  const spoilt = [
    view('"x"'), view(one, ", siblings: hostile([])"), view(one, `, siblings: [hostile(), { _id: ${two} }]`), view(one,
      ", record: hostile()"),
    `{ family: "nobody", id: ${one} }`, `"{"`, `'{"family":"faceSwap"}'`,
      `{ get id() { throw "a getter of a task" }, family: ${quoted(named)} }`,
  ];
  return mostly(any(...forms), any(...spoilt), odd);
}

export const tasks = mostly(
  fc.array(oneOf([3, task()], [2, any(...FAMILIES).map((family) => `{ family: ${quoted(family)}, id: ${quoted(IDS[1])} }`)]),
    { maxLength: 4 })
    .map((codes) => `[${codes.join(", ")}]`),
  any("[]", 'Array.from({ length: 450 }, (_, n) => ({ family: "faceSwap", id: n.toString(16).padStart(24, "0") }))',
    "hostile([])", "revoked([])", 'Object.defineProperty([1], 0, { get() { throw "a getter of an array" } })', "[,]",
    "new Array(3)"),
  odd,
);
