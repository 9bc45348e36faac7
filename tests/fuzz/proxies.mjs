// Programs of the proxy: its options, and requests of anybody.

import fc from "fast-check";
import { IDS, METHODS } from "./described.mjs";
import { any, odd, oneOf, params, quoted } from "./values.mjs";

const callback = (good, reason) =>
  oneOf(
    [6, any(...good)],
    [
      1,
      any(
        `throws("${reason}")`,
        `() => rejected("${reason}")`,
        "() => never()",
        "() => hostile()",
        "() => 5",
        "async () => null",
        "() => ({})",
      ),
    ],
  );
const OPTIONS = {
  allow: oneOf(
    [
      5,
      any(
        '["reads", "faceSwap", "storage.upload"]',
        '["faceSwap.start"]',
        '["reads", "avatars", "voices", "streaming", "account.coins"]',
      ),
    ],
    [1, any("[]", '["nobody"]', "[1]", "hostile([])")],
  ),
  authorize: callback(['(request) => request.headers.get("x-user")', '() => "ada"', 'async () => "ada"'], "authorize"),
  token: callback(["TOKEN", "async () => TOKEN"], "a token"),
  owners: oneOf(
    [5, any("owned()")],
    [
      1,
      any(
        "{ get: () => [], set() {} }",
        'Object.assign(owned(), { set: () => rejected("owners") })',
        "Object.assign(owned(), { get: () => never() })",
        "{ get: () => hostile(), set: () => hostile() }",
        "{}",
      ),
    ],
  ),
  sharedAccount: any("true"),
  path: any('"/api/a2e"', '"/x"', '"x"'),
  publicUrl: any('"https://app.example"', '"x"'),
  origins: any('["https://app.example"]', '["*"]', "[1]"),
  credentials: any("true"),
  maxBodyBytes: any("1000", "1", "Infinity"),
  bodyTimeoutMs: any("1000", "1"),
  callbackTimeoutMs: any("1000", "1"),
  upstreamTimeoutMs: any("1000", "1"),
  secret: any('"x".repeat(32)', '"x"'),
  proxyUploads: any("true"),
  storageHosts: any('["upload.example.com"]', "[]"),
  webhookUrl: any('"https://app.example/hook"', '"x"'),
  limits: any(
    "{ startsPerMinute: 1 }",
    "{ coinsPerDay: 100 }",
    "{ roomSecondsPerDay: 60 }",
    "{ counters: {} }",
    "{ counters: { add: () => hostile() }, startsPerMinute: 1 }",
  ),
  onError: callback(["() => {}"], "onError"),
};

/** The options of a proxy beside its usual ones. */
export function proxyOptions() {
  const entries = (keys) => fc.tuple(...keys.map((key) => OPTIONS[key].map((code) => [key, code])));
  const good = fc.subarray(Object.keys(OPTIONS), { maxLength: 4 }).chain(entries);
  const spoilt = fc.tuple(any(...Object.keys(OPTIONS), "unheard_of"), odd).map(([key, code]) => [[key, code]]);
  return oneOf([4, fc.constant([])], [6, good], [1, spoilt]);
}

const PATHS = METHODS.filter(({ form }) => form && !["run"].includes(form.kind));
const HEADERS = {
  "x-user": any("ada", "", "b".repeat(300), "\u00e9"),
  origin: any("https://app.example", "null", "https://elsewhere.example", "x"),
  "sec-fetch-site": any("same-origin", "cross-site", "x"),
  "content-type": any("application/json", "application/json; charset=utf-8", "text/plain", ""),
  cookie: any("a=b"),
  "content-length": any("0", "5", "x"),
  "content-encoding": any("gzip"),
  "x-lang": any("en", "\u00e9"),
  host: any("app.example", "elsewhere.example"),
  "access-control-request-method": any("POST"),
  "access-control-request-headers": any("content-type", "x".repeat(500)),
};
const headers = fc
  .subarray(Object.keys(HEADERS), { maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => HEADERS[name].map((value) => [name, value]))))
  .map((entries) => ({
    "x-user": "ada",
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    ...Object.fromEntries(entries),
  }));
const spoiltBody = any(
  '""',
  '"null"',
  '"[]"',
  '"{"',
  '\'{"__proto__":{"a":1}}\'',
  "deepText(2000)",
  `'{"_id":"${IDS[0]}","_id":"${IDS[1]}"}'`,
  "'{\"a\":1e999}'",
  '"x".repeat(2000)',
  '"\\ufeff{}"',
);

/** A request to the proxy, as code. */
export const request = any(...PATHS).chain(({ form }) => {
  const { method, path } = form.operation;
  const place = path.replace(/\{\w+\}/, IDS[0]);
  const paths = oneOf(
    [6, any(place)],
    [
      1,
      any(
        `${place}/`,
        `${place}?_id=${IDS[1]}`,
        `${place}%2f..`,
        `//${place}`,
        place.toUpperCase(),
        "",
        "/%",
        `${place}?a=${"x".repeat(500)}`,
      ),
    ],
  );
  const verb = oneOf([8, any(method)], [1, any("GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH")]);
  const body = oneOf([8, params(form).map((code) => `jsonOf(() => (${code}))`)], [2, spoiltBody]);
  return fc.tuple(paths, verb, headers, body).map(([path, method, headers, body]) => {
    const rest = ["GET", "HEAD"].includes(method) ? "" : `, body: ${body}`;
    const init = `{ method: ${quoted(method)}, headers: ${quoted(headers)}${rest} }`;
    return `request(${quoted(`https://app.example/api/a2e${path}`)}, () => (${init}))`;
  });
});
