// Options of calls and of clients, as pieces of JavaScript.

import fc from "fast-check";
import { any, disturbed, object, odd, oneOf } from "./values.mjs";

/** Good values of an option, and now and then one that is odd. */
const either = (good, ...spoilt) => oneOf([6, any(...good)], [1, any(...spoilt)]);
const callback = either(
  ["() => {}"],
  'throws("a callback")',
  '() => rejected("a callback")',
  "() => hostile()",
  "() => never()",
  'async () => { throw new Error("a callback") }',
);
const ms = any("5000", "1", "60000", "1e12", "Infinity", "0.5");
const headers = either(
  ['{ "x-a": "b" }', "{}"],
  '{ "x-a": "b\\nc" }',
  '{ "a b": "c" }',
  '{ authorization: "x" }',
  '{ "x-a": "日" }',
);
const signal = either(
  ["abortAfter(5000)", "abortAfter(0)", "abortAfter(1)", "abortAfter(100000, null)", "abortAfter(1e7)"],
  "abortAfter(0, hostile())",
  "abortAfter(3000, revoked())",
  "abortAfter(10, { then() { throw 1 } })",
  "{ addEventListener() {} }",
  '{ addEventListener: throws("a signal"), removeEventListener: throws("a signal") }',
  "{ aborted: true, addEventListener() {} }",
  '{ addEventListener() {}, removeEventListener: throws("a removed signal") }',
  '{ addEventListener: () => rejected("a signal"), removeEventListener: () => rejected("a signal") }',
  "{ addEventListener: (_, heard) => heard(), removeEventListener() {} }",
  '{ addEventListener() {}, get aborted() { throw "a signal\'s getter" }, get reason() { throw "a signal\'s getter" } }',
  "Object.assign(abortAfter(5000), { removeEventListener: undefined })",
  "new EventTarget()",
);
const poll = fc.subarray([
  ["minIntervalMs", "3000"],
  ["maxIntervalMs", "20000"],
  ["timeoutMs", "60000"],
  ["hidden", '"pause"'],
]);

const CALL = { signal, maxRetries: any("0", "1", "5"), headers };
const WATCH = {
  poll: oneOf([1, poll.map(object)], [1, any("{ timeoutMs: Infinity }", "{ timeoutMs: 1 }", "{ minIntervalMs: 1e9 }")]),
};
const WAIT = { ...WATCH, onProgress: callback };
const KEY = {
  idempotencyKey: either(['"order_12345678"'], '"x"'),
  keyIsNew: any("true", "false"),
  resend: any("true", "false"),
  sentAt: any("Date.now() - 2000", "1"),
  keyWindowMs: either(["86400000"], "1"),
};
/** The options that a kind of method takes besides those of every call. */
const MORE = {
  start: KEY,
  run: { ...WAIT, ...KEY },
  wait: WAIT,
  watch: WATCH,
  waitAll: WAIT,
  call: { query: any("{ a: 1 }", "{ a: hostile() }"), body: any("{ a: 1 }", "[]"), raw: any("true", "false") },
  upload: {
    name: any('"a.png"', '"a"'),
    contentType: any('"image/png"', '"a\\nb"'),
    maxBytes: any("1000", "1"),
    onProgress: callback,
  },
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
  const more = MORE[kind] ?? {};
  // Whatever waits refuses it.
  const limit = more.poll ? {} : { timeoutMs: ms };
  const good = chosen({ ...CALL, ...limit, ...more });
  return oneOf([5, any("undefined")], [5, good.map(object)], [1, disturbed(good).map(object)], [1, odd]);
}

const log = "{ debug: log, warn: log }";
const CLIENT = {
  timeoutMs: ms,
  maxRetries: any("0", "1", "5"),
  lang: either(['"en-US"'], '"日"', '"a\\nb"'),
  headers,
  credentials: either(['"include"'], '"x"'),
  logger: either(
    [log],
    '{ debug: throws("a logger"), warn: throws("a logger") }',
    '{ debug: () => rejected("a logger"), warn: () => rejected("a logger") }',
    '{ warn: log, get debug() { throw "a logger" } }',
  ),
  onRequest: callback,
  onResponse: callback,
  onRetry: callback,
  poll: oneOf([1, poll.map(object)], [1, any("{ shared: true }", "{ shared: false }")]),
  token: either(
    ["TOKEN", "async () => TOKEN", "() => TOKEN"],
    "throws(TOKEN)",
    "() => rejected(new Error(TOKEN))",
    "() => never()",
    "() => hostile()",
    "() => 5",
    '() => ({ then() { throw "a token" } })',
    "() => `${TOKEN}\\n`",
    "() => undefined",
  ),
  baseUrl: either(
    ['"https://a2e.example/"', '"http://127.0.0.1:1/api/a2e"'],
    '"http://a2e.example"',
    '"x"',
    '"https://a2e.example?a=b"',
    "`https://${TOKEN}@a2e.example`",
  ),
};

/** The options of a client beside its usual ones. */
export function clientOptions(isMain) {
  const good = chosen(CLIENT);
  const spoilt = disturbed(good).map((entries) => entries.filter(([key]) => key !== "fetch"));
  return oneOf([8, fc.constant([])], [5, good], [isMain ? 8 : 1, spoilt]);
}
