// A service that is not what it should be: it leads elsewhere, echoes the token, sets cookies, answers in HTML.

import { gzipSync } from "node:zlib";
import { API, COINS, JSON_TYPE, RECORDS, SWAP, TASKS, post } from "./forms.mjs";

const at = (place, target) => target.replace("/api/a2e/", `/api/${place}/`);
/** A read at the service by hand, which then answers so. */
const odd = (name, status, answer, more = {}) => ({
  name: `service: ${name}`, target: at("odd", COINS), status, at: "odd", arrives: 1, ...more,
  play: typeof answer === "function" ? answer : (_, response) => response.writeHead(...answer.slice(0, 2)).end(answer[2]),
});
/** The same for both ways in which answers are relayed: read whole, and as a stream. */
const both = (name, status, answer, more = {}) => [
  odd(name, status, answer, more),
  odd(`${name}, as a stream`, status, answer, { ...more, target: at("shared", more.target ?? COINS) }),
];

const JSON_HEAD = { "content-type": JSON_TYPE };
const json = (value) => JSON.stringify(value);
const hides = (...words) => ({ text }) => words.find((word) => text.toLowerCase().includes(word.toLowerCase()));
const says = (text) => (answer) => !answer.text.includes(text) && `it does not say ${text}: ${answer.text}`;
const MARK = says("[token]");
/** A text as JSON may write it: in numbers, and in numbers in a text of JSON within it. */
const numbered = (text) => text.replace(/./g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
const nested = (text) => json(numbered(text)).slice(1, -1);
/** The start of which the service knows the webhook's token, which it tells in its answer. */
const hooked = (name, status, write) => ({
  ...post("", at("hooked-odd", `${TASKS}/add`), SWAP), name: `service: ${name}`, status, at: "odd", arrives: 1,
  play: ({ body }, response) => response.writeHead(status, JSON_HEAD).end(write(JSON.parse(body).webhook_token)),
  check: ({ text }, [{ body }]) => text.includes(JSON.parse(body).webhook_token) && text,
});
const HEADERS = {
  "Set-Cookie": ["session=evil", "other=evil"], "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true",
  "X-Powered-By": "Evil", Server: "Evil", Location: "https://evil.example", Refresh: "0; url=https://evil.example",
  "Clear-Site-Data": '"evil"', "Strict-Transport-Security": "max-age=1; evil", "Content-Disposition": "attachment; filename=evil",
  Link: "<https://evil.example>; rel=preload", "Www-Authenticate": "Basic realm=evil", "Cache-Control": "public, max-age=31536000",
};

const write = () => post("", at("odd", `${API}/userFaceSwapImage/add`), { face_url: SWAP.face_url });

export const service = ({ token, secondary, hers, mine, stray }) => [
  ...[301, 302, 303, 307, 308].flatMap((status) =>
    both(`a redirect with ${status}`, 502, [status, { location: `${secondary}/token`, ...JSON_HEAD }, "{}"], { check: hides("location", secondary) })),
  odd("a redirect of a start", 502, [307, { location: `${secondary}/token` }], { ...post("", at("odd", `${TASKS}/add`), SWAP), name: "service: a redirect of a start" }),
  odd("a redirect without a place", 502, [302, {}]),
  odd("a status of a cache", 502, [304, {}]),
  ...both("cookies and other headers of its own", 200, [200, { ...JSON_HEAD, ...HEADERS }, json({ code: 0, data: {} })],
    { check: hides("evil", "set-cookie", "access-control-allow", "public") }),
  ...both("HTML", 502, [200, { "content-type": "text/html" }, "<script>evil</script>"], { check: hides("script") }),
  ...both("HTML with a status of its own", 503, [503, { "content-type": "text/html" }, "<h1>evil</h1>"], { check: hides("h1") }),
  ...both("HTML that says that it is a script", 502, [200, { "content-type": "text/javascript" }, "evil()"], { check: hides("evil") }),
  odd("HTML that says that it is JSON", 502, [200, { "content-type": "application/json; charset=x" }, "<script>"], { check: hides("script") }),
  odd("HTML that says that it is JSON is not sniffed", [200, 502], [200, { "content-type": "application/json; charset=x" }, "<script>"],
    { target: at("shared", COINS), check: ({ headers }) => (headers.get("x-content-type-options") !== "nosniff" || headers.get("content-type") !== JSON_TYPE) && "it can be sniffed" }),
  ...both("no type", 502, (_, response) => response.writeHead(200).end("{}")),
  ...both("nothing at all", 502, (_, response) => response.destroy(), { arrives: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }),
  ...both("something else than HTTP", 502, (_, response) => response.socket.end("evil\r\n\r\n")),
  ...both("a compressed answer", 200, [200, { ...JSON_HEAD, "content-encoding": "gzip" }, gzipSync(json({ code: 0, data: "plain" }))],
    { check: ({ headers, body }) => (headers.has("content-encoding") || !body.includes("plain")) && "it is not what it says" }),
  ...both("the token in its answer", 200, ({ headers }, response) => response.writeHead(200, JSON_HEAD).end(json({ code: 0, data: { headers } })), { check: MARK }),
  ...both("the token in an error", 401, ({ headers }, response) => response.writeHead(401, JSON_HEAD).end(json({ code: 401, msg: `no: ${headers.authorization}` })), { check: MARK }),
  ...both("the token in numbers", 200, [200, JSON_HEAD, `{"code":0,"data":"${numbered(token)}"}`], { check: MARK }),
  ...both("the token in numbers, in capitals", 200, [200, JSON_HEAD, `{"code":0,"data":"${numbered(token).replace(/[a-f](?=\\|$)/g, (digit) => digit.toUpperCase())}"}`], { check: MARK }),
  ...both("the token in JSON within JSON", 200, [200, JSON_HEAD, `{"code":0,"data":"{\\"a\\":\\"${nested(token)}\\"}"}`], { check: MARK }),
  hooked("a webhook's token in a record", 200, (secret) => json({ code: 0, data: { _id: mine, webhook_token: secret } })),
  hooked("a webhook's token in a text", 200, (secret) => json({ code: 0, data: { _id: mine, params: json({ webhook_token: secret }) } })),
  hooked("a webhook's token in an error", 400, (secret) => json({ code: 400, msg: `no: ${secret}` })),
  ...both("the token in a name", 200, [200, JSON_HEAD, json({ code: 0, data: { [token]: 1 } })], { check: MARK }),
  ...both("the token many times", 200, [200, JSON_HEAD, json({ code: 0, data: [token + token, token.slice(3) + token] })], { check: MARK }),
  ...both("the beginning of the token", 200, [200, JSON_HEAD, json({ code: 0, data: token.slice(0, -1) })], { check: says(token.slice(0, -1)) }),
  odd("something behind its JSON", 502, [200, JSON_HEAD, json({ code: 0, data: 1 }) + token.slice(0, -1)], { check: hides(token.slice(0, -1)) }),
  ...both("the token in headers", 200, [200, { ...JSON_HEAD, "x-trace-id": `a-${token}`, "x-request-id": token, "retry-after": token, "x-other": token }, "{}"], { check: MARK }),
  ...both("the token in its type", 502, [200, { "content-type": `text/${token}` }, "{}"]),
  ...both("the token as its reason", 200, (_, response) => response.writeHead(200, token, JSON_HEAD).end("{}")),
  ...both("the token in HTML", 502, ({ headers }, response) => response.writeHead(200, { "content-type": "text/html" }).end(json(headers))),
  odd("rows of others in a list", 200, [200, JSON_HEAD, json({ code: 0, data: { rows: [{ _id: hers }, { _id: mine }, { _id: stray }, {}], count: 4 } })],
    { target: at("odd", RECORDS), check: ({ body }) => (body.includes(hers) || body.includes(stray) || !body.includes(mine)) && body }),
  odd("rows of others beside a list", 200, [200, JSON_HEAD, json({ code: 0, data: { rows: [], list: [{ _id: hers }], other: [{ _id: hers }] } })],
    { target: at("odd", RECORDS), check: hides(hers) }),
  odd("a list without an envelope", 200, [200, JSON_HEAD, json([{ _id: hers }, { _id: mine }])], { target: at("odd", RECORDS), check: hides(hers) }),
  odd("a list that is none", 502, [200, JSON_HEAD, json({ code: 0, data: { tasks: [{ _id: hers }] } })], { target: at("odd", RECORDS), check: hides(hers) }),
  odd("a list of ids only", 200, [200, JSON_HEAD, json({ code: 0, data: [hers, mine] })], { target: at("odd", RECORDS), check: hides(hers) }),
  odd("rows of others in a list that is no task's", 200, [200, JSON_HEAD, json({ code: 0, data: [{ _id: hers }, { _id: mine }] })],
    { target: at("odd", `${API}/userFaceSwapImage/records`), check: hides(hers) }),
  odd("rows of others in a batch", 200, [200, JSON_HEAD, json({ code: 0, data: [{ _id: hers }, { _id: mine }] })],
    { ...post("", at("odd", `${TASKS}/batchDetail`), { ids: [mine] }), name: "service: rows of others in a batch", check: hides(hers) }),
  odd("rows of others in the answer to a write", 200, [200, JSON_HEAD, json({ code: 0, data: [{ _id: hers }, { _id: mine }] })],
    { ...write(), name: "service: rows of others in the answer to a write", arrives: 2, check: ({ body }) => (body.includes(hers) || !body.includes(mine)) && body }),
  odd("rows of nobody's in the answer to a write", 200, [200, JSON_HEAD, json({ code: 0, data: [{ _id: stray }, { _id: mine }] })],
    { ...write(), name: "service: rows of nobody's in the answer to a write", arrives: 2, check: hides(stray) }),
  { name: "service: they stay nobody's", target: `${TASKS}/${stray}`, status: 404 },
  { name: "service: they stay hers", target: `${TASKS}/${hers}`, status: 404 },
  odd("another's record as the answer to a write", 502, ({ method }, response) => response.writeHead(200, JSON_HEAD).end(json({ code: 0, data: method === "GET" ? [] : { _id: hers } })),
    { ...write(), name: "service: another's record as the answer to a write", arrives: 2, check: hides(hers) }),
  odd("a list that was there before, which cannot be read", 502, [200, JSON_HEAD, json({ code: 0, data: {} })],
    { ...write(), name: "service: a list that was there before, which cannot be read" }),
  odd("another's record as the answer to a start", 502, [200, JSON_HEAD, json({ code: 0, data: { _id: hers } })],
    { ...post("", at("odd", `${TASKS}/add`), SWAP), name: "service: another's record as the answer to a start", check: hides(hers) }),
  { name: "service: it stays hers", target: `${TASKS}/${hers}`, status: 404 },
  ...Object.entries({
    "without a code": { data: [{ _id: hers }] },
    "without an envelope": [{ _id: hers }],
    "in two envelopes": { code: 0, data: { data: { rows: [{ _id: hers }] } } },
    "in a container of another name": { code: 0, data: { avatars: [{ _id: hers }], rows: [] } },
    "beside the data": { code: 0, data: [], more: [{ _id: hers }] },
    "in groups": { code: 0, data: [{ label: "all", children: [{ value: hers }] }] },
    "as the origin of a row": { code: 0, data: [{ _id: "0".repeat(24), user_video_twin_id: hers, name: "hers" }] },
    "as a row that is custom": { code: 0, data: [{ _id: stray, type: "custom", name: "hers" }] },
  }).map(([name, value]) => odd(`an avatar of others ${name}`, 200, [200, JSON_HEAD, json(value)], { target: at("odd", `${API}/anchor/character_list`), check: hides(hers, stray, '"hers"') })),
  odd("another's record beside an own one", 502, [200, JSON_HEAD, json({ code: 0, data: { _id: mine, of: hers } })], { target: at("odd", `${TASKS}/${mine}`), check: hides(hers) }),
  odd("another's record in an error", 502, [400, JSON_HEAD, json({ code: 400, msg: `no ${hers}`, data: [{ _id: hers }] })], { target: at("odd", `${TASKS}/${mine}`), check: hides(hers) }),
  odd("another's record in a name", 502, [200, JSON_HEAD, json({ code: 0, data: { [hers]: 1 } })], { target: at("odd", `${TASKS}/${mine}`), check: hides(hers) }),
  odd("another's record as the second of a name", 200, [200, JSON_HEAD, `{"code":0,"data":[{"_id":"${hers}"}],"data":[]}`], { target: at("odd", `${API}/anchor/character_list`), check: hides(hers) }),
  odd("another's record, deep", 502, [200, JSON_HEAD, `{"code":0,"data":${"[".repeat(100)}"${hers}"${"]".repeat(100)}}`], { target: at("odd", `${TASKS}/${mine}`), check: hides(hers) }),
  odd("a list as a stream of events", 502, [200, { "content-type": "text/event-stream" }, `data: {"_id":"${hers}"}\n\n`], { target: at("odd", RECORDS), check: hides(hers) }),
  ...["http://169.254.169.254/latest", "https://10.0.0.1/a", "https://metadata.google.internal/", "file:///etc/passwd", "//evil.example/a"].map((url) =>
    odd(`an address of an upload: ${url}`, 502, [200, JSON_HEAD, json({ code: 0, data: { uploadUrl: url } })],
      { ...post("", at("uploads", `${API}/r2/upload-presigned-url`), { key: "a.jpg" }), name: `service: an address of an upload: ${url}`, check: hides(url) })),
  odd("an address of an upload from a start", 200, [200, JSON_HEAD, json({ code: 0, data: { _id: "0".repeat(23) + "f", uploadUrl: `${secondary}/admin` } })],
    { ...post("", at("uploads", `${TASKS}/add`), SWAP), name: "service: an address of an upload from a start", check: hides("seal=") }),
  { name: "service: an upload to an address without a seal", method: "PUT", target: `/api/uploads/upload?url=${encodeURIComponent(`${secondary}/admin`)}&until=99999999999999&seal=${"0".repeat(64)}`, status: 403, body: "x" },
  { name: "service: an upload into the network", method: "PUT", target: `/api/uploads/upload?url=${encodeURIComponent("https://169.254.169.254/latest")}&until=99999999999999&seal=${"0".repeat(64)}`, status: 403, body: "x" },
  { name: "service: a redirect of the emulator", target: COINS, status: 502, arrives: 1,
    fault: ["account.coins", { kind: "redirect", status: 307, location: `${secondary}/token` }], check: hides("location", secondary) },
  { name: "service: HTML of the emulator", target: COINS, status: 502, arrives: 1,
    fault: ["account.coins", { kind: "body", body: "<script>evil</script>" }], check: hides("script") },
  { ...post("service: a start whose owner cannot be kept tells its id", at("sloppy", `${TASKS}/add`), SWAP), status: 500, arrives: 1,
    check: ({ body }) => !/ask for it by its id: [\da-f]{24}/.test(body) && body },
];
