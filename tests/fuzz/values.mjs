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
  "null", "undefined", "true", "false", "0", "-0", "1", "-1", "1.5", "NaN", "Infinity", "-Infinity", "2 ** 53", "1e308", "10n",
  '""', '" "', '"x"', '"\\ud800"', '"a\\nb"', '"é\\u0000日"', '"__proto__"', '"x".repeat(70000)', 'Symbol("s")', "[]", "[1]", "[[]]", "[undefined]",
  "{}", "{ a: 1 }", "Object.create(null)", "Object.freeze({ a: 1 })", 'JSON.parse(\'{"__proto__":{"a":1}}\')', "{ length: 3 }",
  "new Date(0)", "new Date(NaN)", "new Map([[1, 2]])", "new Set([1])", "/x/", "() => 1", "async () => 1", "class {}", "new Instance()",
  "cyclic()", "revoked()", "revoked([])", "hostile()", "hostile([])", "hostile(() => 1)", "deep(5000)", "new Proxy({ a: 1 }, {})",
  '{ get a() { throw new Error("a getter") } }', '{ toJSON: throws("a toJSON") }', '{ toJSON: () => rejected("a toJSON") }',
  "{ toString() { throw 1 }, valueOf() { throw 2 } }", '{ then(_, reject) { reject("a then") } }', '{ get then() { throw "a then" } }',
  "new Uint8Array(3)", "new ArrayBuffer(3)", "new SharedArrayBuffer(3)", 'new Blob(["x"])', 'new URL("https://media.example/a.mp4")',
  "new Headers()", "new FormData()", 'new String("x")', "new Number(5)", "Object(1n)", 'Object(Symbol("s"))', 'new Error("x")',
  "new AbortController().signal", "globalThis", "Promise.resolve(1)", "new WeakMap()", "function () { return arguments }()",
);

/** Object members as code, from names and pieces of code. */
export const object = (entries) => `{ ${entries.map(([key, code]) => `${member(key)}: ${code}`).join(", ")} }`;
const member = (key) => (/^[a-z_]\w*$/i.test(key) && key !== "__proto__" ? key : `[${quoted(key)}]`);

/** Mostly the first, sometimes the second, seldom the third. */
const mostly = (first, second, third) => oneOf([14, first], [3, second], [1, third]);

/** Good entries, of which one or two may be replaced, left out or joined by others. */
function disturbed(good) {
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
    `{ v: 1, id: ${id}, family: ${quoted(named)}, state: "queued", status: "", urls: [], startedAt: ${STARTED}, record: {}${more} }`;
  const [one, two] = IDS.map(quoted);
  const forms = [`{ family: ${quoted(named)}, id: ${one} }`, view(one), `JSON.stringify(${view(one)})`, view(one, `, siblings: [${view(two)}]`)];
  if (family) forms.unshift(one, `{ _id: ${one}, current_status: "processing" }`);
  const spoilt = [
    view('"x"'), view(one, ", siblings: hostile([])"), view(one, `, siblings: [hostile(), { _id: ${two} }]`), view(one, ", record: hostile()"),
    `{ family: "nobody", id: ${one} }`, `"{"`, `'{"family":"faceSwap"}'`, `{ get id() { throw "a getter of a task" }, family: ${quoted(named)} }`,
  ];
  return mostly(any(...forms), any(...spoilt), odd);
}

export const tasks = mostly(
  fc.array(oneOf([3, task()], [2, any(...FAMILIES).map((family) => `{ family: ${quoted(family)}, id: ${quoted(IDS[1])} }`)]), { maxLength: 4 })
    .map((codes) => `[${codes.join(", ")}]`),
  any("[]", 'Array.from({ length: 450 }, (_, n) => ({ family: "faceSwap", id: n.toString(16).padStart(24, "0") }))', "hostile([])", "revoked([])", 'Object.defineProperty([1], 0, { get() { throw "a getter of an array" } })', "[,]", "new Array(3)"),
  odd,
);

/** Good values of an option, and now and then one that is odd. */
const either = (good, ...spoilt) => oneOf([6, any(...good)], [1, any(...spoilt)]);
const callback = either(
  ["() => {}"],
  'throws("a callback")', '() => rejected("a callback")', "() => hostile()", "() => never()", 'async () => { throw new Error("a callback") }',
);
const ms = any("5000", "1", "60000", "1e12", "Infinity", "0.5");
const headers = either(['{ "x-a": "b" }', "{}"], '{ "x-a": "b\\nc" }', '{ "a b": "c" }', '{ authorization: "x" }', '{ "x-a": "日" }');
const signal = either(
  ["abortAfter(5000)", "abortAfter(0)", "abortAfter(1)", "abortAfter(100000, null)", "abortAfter(1e7)"],
  "abortAfter(0, hostile())", "abortAfter(3000, revoked())", "abortAfter(10, { then() { throw 1 } })", "{ addEventListener() {} }",
  '{ addEventListener: throws("a signal"), removeEventListener: throws("a signal") }', "{ aborted: true, addEventListener() {} }",
  '{ addEventListener() {}, removeEventListener: throws("a removed signal") }',
  '{ addEventListener: () => rejected("a signal"), removeEventListener: () => rejected("a signal") }',
  "{ addEventListener: (_, heard) => heard(), removeEventListener() {} }",
  '{ addEventListener() {}, get aborted() { throw "a signal\'s getter" }, get reason() { throw "a signal\'s getter" } }',
  "Object.assign(abortAfter(5000), { removeEventListener: undefined })", "new EventTarget()",
);
const poll = fc.subarray([["minIntervalMs", "3000"], ["maxIntervalMs", "20000"], ["timeoutMs", "60000"]]);

const CALL = { signal, timeoutMs: ms, maxRetries: any("0", "1", "5"), headers };
const WATCH = { poll: oneOf([1, poll.map(object)], [1, any("{ timeoutMs: Infinity }", "{ timeoutMs: 1 }", "{ minIntervalMs: 1e9 }")]) };
const WAIT = { ...WATCH, onProgress: callback };
const KEY = {
  idempotencyKey: either(['"order_12345678"'], '"x"'), keyIsNew: any("true", "false"), resend: any("true", "false"),
  sentAt: any("Date.now() - 2000", "1"), keyWindowMs: either(["86400000"], "1"),
};
/** The options that a kind of method takes besides those of every call. */
const MORE = {
  start: KEY, run: { ...WAIT, ...KEY }, wait: WAIT, watch: WATCH, waitAll: WAIT,
  call: { query: any("{ a: 1 }", "{ a: hostile() }"), body: any("{ a: 1 }", "[]"), raw: any("true", "false") },
  upload: { name: any('"a.png"', '"a"'), contentType: any('"image/png"', '"a\\nb"'), maxBytes: any("1000", "1"), onProgress: callback },
  download: { maxBytes: any("1000", "1"), allowHosts: any('["media.example"]', "[]"), onProgress: callback },
};

/** Some of the options, of a record of arbitraries. */
const chosen = (known) =>
  fc.subarray(Object.keys(known), { maxLength: 3 }).chain((some) => {
    // Without the key the others of its kind are refused.
    const keys = some.some((key) => key in KEY) ? new Set(["idempotencyKey", ...some]) : some;
    return fc.tuple(...[...keys].map((key) => known[key].map((code) => [key, code])));
  });

/** The options of one call. */
export function options(kind) {
  const good = chosen({ ...CALL, ...MORE[kind] });
  return oneOf([5, any("undefined")], [5, good.map(object)], [1, disturbed(good).map(object)], [1, odd]);
}

const log = '{ debug: log, warn: log }';
const CLIENT = {
  timeoutMs: ms, maxRetries: any("0", "1", "5"), lang: either(['"en-US"'], '"日"', '"a\\nb"'), headers, credentials: either(['"include"'], '"x"'),
  logger: either([log], '{ debug: throws("a logger"), warn: throws("a logger") }', '{ debug: () => rejected("a logger"), warn: () => rejected("a logger") }', '{ warn: log, get debug() { throw "a logger" } }'),
  onRequest: callback, onResponse: callback, onRetry: callback,
  poll: oneOf([1, poll.map(object)], [1, any("{ shared: true }", "{ shared: false }")]),
  token: either(
    ["TOKEN", "async () => TOKEN", "() => TOKEN"],
    "throws(TOKEN)", "() => rejected(new Error(TOKEN))", "() => never()", "() => hostile()", "() => 5", '() => ({ then() { throw "a token" } })', "() => `${TOKEN}\\n`", "() => undefined",
  ),
  baseUrl: either(['"https://a2e.example/"', '"http://127.0.0.1:1/api/a2e"'], '"http://a2e.example"', '"x"', '"https://a2e.example?a=b"', '`https://${TOKEN}@a2e.example`'),
};

/** The options of a client beside its usual ones. */
export function clientOptions(isMain) {
  const good = chosen(CLIENT);
  const spoilt = disturbed(good).map((entries) => entries.filter(([key]) => key !== "fetch"));
  return oneOf([8, fc.constant([])], [5, good], [isMain ? 8 : 1, spoilt]);
}
