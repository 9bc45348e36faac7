// What the service answers, or what happens instead, as pieces of JavaScript: the described answers, spoilt ones, and hosts that
// behave as none should.

import fc from "fast-check";
import { IDS, METHODS } from "./described.mjs";
import { TOKEN, any, oneOf, quoted } from "./values.mjs";

/** What stands in the place of a value that JSON can hold. */
const VALUES = [
  null, true, false, 0, -1, 1.5, 1e308, 401, 429, "0", "", "x", TOKEN, `a ${TOKEN} b`,
  `https://media.example/a.mp4?t=${TOKEN}`,
  "https://media.example/a.mp4", "javascript:alert(1)", "\ud800", "a\u0000\n b", "2026-01-02T03:04:05.000Z", IDS[2],
    IDS[0].toUpperCase(),
  [], [null], [[]], ["https://media.example/b.mp4"], {}, { 0: "https://media.example/c.mp4" }, { message: `for ${TOKEN}` },
  { _id: IDS[0] },
];
/** Words for the state of a task, and what may stand beside them. */
const STATES = [
  "completed", "failed", "processing", "initialized", "pendding", "success", "SUCCEEDED", "Error", "done", "finished",
  "ready", "trained", "weird", "", null, 3,
];
const STATUS_KEYS = ["current_status", "status"];

/** The places of a value in JSON, as `[holder, key]`. */
function places(value, found = []) {
  if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) {
      found.push([value, key]);
      places(value[key], found);
    }
  }
  return found;
}

const numbered = (array) => ({ ...array });
/** Names that mean something to whoever reads an answer. */
const NAMES = ["id", "data", "msg", "error", "failed_message", "failed_code", "trace_id", "code"];
const CHANGES = {
  replace: (holder, key, { value }) => (holder[key] = structuredClone(VALUES[value % VALUES.length])),
  drop: (holder, key) => delete holder[key],
  wrap: (holder, key) => (holder[key] = [holder[key]]),
  nest: (holder, key) => (holder[key] = { data: holder[key] }),
  number: (holder, key) => (holder[key] = Array.isArray(holder[key]) ? numbered(holder[key]) : numbered([holder[key]])),
  unwrap: (holder, key) => (holder[key] = Array.isArray(holder[key]) ? holder[key][0] : holder[key]?.data ?? null),
  copy: (holder, key, { value }) => (holder[NAMES[value % NAMES.length]] = holder[key]),
};

/** An answer with some of its values changed, and the task in some state. */
function changed(example, { state, changes }) {
  const all = { whole: structuredClone(example) };
  if (state !== undefined) {
    for (const [holder, key] of places(all)) if (STATUS_KEYS.includes(key)) holder[key] = STATES[state];
  }
  for (const change of changes) {
    const found = places(all);
    if (found.length === 0) break;
    const [holder, key] = found[change.at % found.length];
    CHANGES[change.how](holder, key, change);
  }
  return JSON.stringify(all.whole) ?? "";
}

const change = fc.record({ at: fc.nat(60), how: any(...Object.keys(CHANGES)), value: fc.nat(VALUES.length - 1) });
const state = fc.option(fc.nat(STATES.length - 1), { nil: undefined, freq: 3 });
const textOf = (example) =>
  oneOf(
    [2, fc.record({ state, changes: fc.constant([]) })],
    [3, fc.record({ state, changes: fc.array(change, { minLength: 1, maxLength: 3 }) })],
  ).map((how) => changed(example, how));

const EVERY = METHODS.filter(({ form }) => form).flatMap(({ examples }) => examples);
const words = any("", "internal error", "insufficient coins", "no face found in the image", "NSFW", "Too many requests",
  `invalid token ${TOKEN}`, "task failed", "请求过多");
const codes = any(1, 1001, 1003, 30005, 400, 401, 402, 403, 404, 429, 500, 503, -1, "401", "x", null, 0);
const told = oneOf(
  [2, words.map((msg) => ({ msg }))],
  [1, words.map((message) => ({ message }))],
  [1, words.map((message) => ({ error: { message } }))],
  [1, words.map((word) => ({ errors: [word] }))],
);
const refusal = fc.tuple(codes, told, any("t", TOKEN)).map(([code, told, trace_id]) => quoted({ code, ...told, trace_id, data: null }));
const texts = any(
  "", " ", "null", "true", "0", '"x"', "[]", "{}", "<html><body>502 Bad Gateway</body></html>", '{"code":0', '{"code":0}',
  '{"code":0,"data":null}', '{"data":{}}',
  '{"code":0,"data":1e999}', '{"code":NaN}', "\ufeff{\"code\":0,\"data\":{}}", '{"__proto__":{"code":0}}',
  `token ${TOKEN} is wrong`, `{"msg":"${TOKEN}"}`,
  '{"success":true}', '{"success":false}', '{"success":true,"data":[]}', `{"code":0,"data":{"_id":"${IDS[0]}"}}`,
  `{"_id":"${IDS[0]}","status":"done"}`, "event: a\ndata: {}\n\n",
);

const good = fc.constant(200);
const usual = any(201, 202, 204, 301, 302, 304, 400, 401, 402, 403, 404, 408, 409, 410, 422, 429, 500, 502, 503, 504);
const status = oneOf([5, good], [3, usual], [1, fc.integer({ min: 100, max: 599 })]);
const HEADERS = {
  "retry-after": any("1", "0", "61", "99999999999", "-5", "x", "Fri, 02 Jan 2026 03:05:05 GMT",
  "Fri, 31 Dec 9999 23:59:59 GMT", "1e3", "0.1"),
  "content-type": any("text/html", "", "application/json; charset=x", "x"),
  location: any("https://elsewhere.example/", `/login?token=${TOKEN}`, `https://a.example/${TOKEN}`, "", "\\"),
    "content-length": any("0", "5", "x", "-1"), "x-trace-id": any("t"),
};
const headers = oneOf(
  [5, fc.constant("")],
  [1, any(...Object.keys(HEADERS)).chain((name) => HEADERS[name].map((value) => `, { ${quoted(name)}: ${quoted(value)} }`))],
  [1, HEADERS["retry-after"].map((value) => `, { "retry-after": ${quoted(value)} }`)],
);

/** What an operation of the host can go wrong with. */
const thrown = any(
  '"x"', "undefined", "null", "0", "Object.freeze({})", "hostile()", "revoked()", 'new TypeError("fetch failed")',
  "new Error(TOKEN)", "{ message: TOKEN, code: TOKEN }",
  'new DOMException("x", "AbortError")', 'failed("ECONNREFUSED", TOKEN)', 'failed("ECONNRESET")', 'failed("UND_ERR_SOCKET")',
  'failed("ENOTFOUND")', "cyclic()", "Object.create(null)",
  '{ get message() { throw 1 } }', 'new AggregateError([new Error(TOKEN), 1], "all")', 'Symbol("s")', "10n", "{ then() {} }",
);
/** What is no Response. */
const strange = any(
  "undefined", "null", "5", '"x"', "{}", "{ status: 200, headers: null }", "{ status: 200, headers: {} }", "hostile()",
  "revoked()", "{ then(_, reject) { reject(TOKEN) } }", '{ then: throws("a fetch") }',
  '{ ...reply(200, "{}"), text: () => "{}" }', '{ ...reply(200, "{}"), text: throws("a fetch") }',
  '{ ...reply(200, "{}"), text: () => rejected(TOKEN) }', '{ ...reply(200, "{}"), text: async () => 5 }',
  '{ ...reply(200, "{}"), status: "200" }', '{ ...reply(200, "{}"), status: NaN }',
  '{ ...reply(200, "{}"), headers: { get: throws("a fetch") } }', '{ ...reply(500, "{}"), headers: hostile() }',
  '{ ...reply(200, "{}"), text: undefined }', '{ ...reply(200, "{}"), body: hostile() }',
  '{ ...reply(200, "{}"), type: "opaqueredirect" }', 'Object.freeze(reply(200, "{}"))', "Response.error()",
  '{ ...reply(200, "{}"), get text() { throw 1 } }', '{ ...reply(200, "{}"), text: () => never() }',
  '{ ...reply(429, "{}"), headers: { get: () => hostile() } }',
);

const base = fc.record({ status, headers, kind: any("reply", "reply", "response") });
const answered = (text) =>
  fc.tuple(base, text).map(([{ status, headers, kind }, body]) => {
    // The host's own class takes no such status.
    return `${status < 200 ? "reply" : kind}(${status}, ${quoted(body)}${headers})`;
  });
const plain = (text) => text.map((body) => `reply(200, ${quoted(body)})`);
const network = oneOf(
  [1, any("silent(signal)", "silent()", "endless(200, signal)", "endless(200)", "endless(500, signal)")],
  [1, thrown.map((code) => `rejected(${code})`)],
  [1, thrown.map((code) => `throws(${code})()`)],
  [1, strange],
  [1, strange.map((code) => `Promise.resolve(${code})`)],
  [1, thrown.map((code) => `broken(200, '{"code":0,"data":{}}', ${code})`)],
);

const working = any("honest(url, init, 0)", "honest(url, init, 9000)", "honest(url, init, 1e9)");

/** One answer to a method: a piece of code with `signal` in its scope. */
export function answerOf({ examples }) {
  const text = examples.length > 0 ? any(...examples).chain(textOf) : texts;
  const one = oneOf(
    [6, plain(text)], [3, answered(text)], [1, plain(any(...EVERY).chain(textOf))],
    [1, plain(texts)], [1, answered(texts)], [1, plain(refusal)],
    [2, answered(refusal)], [3, network], [4, working],
  );
  const wait = oneOf([8, fc.constant("")], [2, any("10", "3000", "70000")]);
  return fc.tuple(one, wait).map(([code, ms]) => (ms ? `late(${ms}, signal, () => (${code}))` : code));
}
