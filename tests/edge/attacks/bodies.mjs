// Bodies that are too long, too slow, or something else than an object in JSON.

import { JSON_TYPE, SWAP, TASKS, post, start } from "./forms.mjs";
import { chunks } from "../raw.mjs";

const LONG = JSON.stringify({ ...SWAP, name: "a".repeat(5000) });
const CHUNKED = { "Content-Length": undefined, "Transfer-Encoding": "chunked" };

const deep = (levels) => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
const ids = (length) => Array.from({ length }, (_, place) => place.toString(16).padStart(24, "0"));

const body = (name, text, more = {}) => post(`body: ${name}`, more.target ?? `${TASKS}/add`, text, { status: 400, ...more });
/** The head of a start, and of its body only so much: the rest never comes. */
const unfinished = (name, head, part) => ({
  name: `body: ${name}`,
  bytes: `POST /api/hasty/api/v1/userFaceSwapTask/add HTTP/1.1\r\nHost: a\r\nx-user: bob\r\nContent-Type: ${JSON_TYPE}\r\n${head}\r\n\r\n${part}`,
  status: 408,
});

export const bodies = () => [
  body("longer than allowed", LONG, { status: 413 }),
  body("longer than allowed, in chunks", chunks(LONG), { status: 413, headers: CHUNKED }),
  body("longer than allowed, in many chunks", chunks(...LONG.match(/[^]{1,100}/g)), { status: 413, headers: CHUNKED }),
  body("many spaces", `{${" ".repeat(5000)}}`, { status: 413 }),
  body("shorter than it says", "{}", { status: 413, headers: { "Content-Length": "5000" } }),
  body("gigabytes that never come", "{}", { status: 413, server: true, headers: { "Content-Length": "99999999999" } }),
  body("a length beyond all numbers", "{}", { status: 413, server: true, headers: { "Content-Length": "9".repeat(40) } }),
  unfinished("one that never ends", "Content-Length: 100", `{"name":`),
  unfinished("one that never begins", "Content-Length: 100", ""),
  unfinished("chunks that never end", "Transfer-Encoding: chunked", `5\r\n{"a":\r\n`),
  unfinished("a chunk that never ends", "Transfer-Encoding: chunked", `50\r\n{"a":`),
  body("a list", JSON.stringify([SWAP])),
  body("an empty list", "[]"),
  body("a text", `"${"a".repeat(10)}"`),
  body("a number", "1"),
  body("null", "null"),
  body("true", "true"),
  body("no JSON", "{name: 1}"),
  body("half of it", JSON.stringify(SWAP).slice(0, -5)),
  body("two of it", JSON.stringify(SWAP).repeat(2)),
  body("with a comma at its end", `{"name": "x",}`),
  body("with a comment", `{"name": "x" /* y */}`),
  body("a letter of one byte that is none", Buffer.from(`{"name": "\xff"}`, "latin1")),
  body("half a letter", Buffer.concat([Buffer.from(`{"name": "`), Buffer.from([0xe2, 0x82])])),
  body("half a letter at the end", Buffer.concat([Buffer.from(`{"name": "x"}`), Buffer.from([0xe2, 0x82])])),
  body("UTF-16", Buffer.from(JSON.stringify(SWAP), "utf16le")),
  body("a null byte", `{"name": "x"}\0`),
  body("nested deeper than 64 levels", `{"a":${"[".repeat(64)}${"]".repeat(64)}}`),
  body("nested deeper than a stack", `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`),
  body("nested so deep that it can be read and not be written", deep(4113), { target: `/api/wide${TASKS.slice(8)}/add` }),
  body("nested so deep that it cannot be read", deep(100_000), { target: `/api/wide${TASKS.slice(8)}/add` }),
  body("nested objects", `${'{"a":'.repeat(65)}1${"}".repeat(65)}`),
  body("more values than can be", `{"a":[${"1,".repeat(10_000)}1]}`, { target: `/api/wide${TASKS.slice(8)}/add` }),
  body("more ids than can be", JSON.stringify({ ...SWAP, a: ids(201) }), { target: `/api/wide${TASKS.slice(8)}/add` }),
  body("a text of more ids than can be", JSON.stringify({ ...SWAP, a: ids(201).join() }), { target: `/api/wide${TASKS.slice(8)}/add` }),
  body("a name of a condition", JSON.stringify({ ...SWAP, a: { $where: "1" } })),
  body("only spaces", "   "),
  { name: "body: none, of a type", method: "POST", target: `${TASKS}/add`, headers: { "Content-Type": JSON_TYPE }, status: 400 },
  { name: "body: none, of no type", method: "POST", target: `${TASKS}/add`, status: 400 },
  body("no member", "{}"),
  body("nothing but a webhook", JSON.stringify({ webhook_url: "https://evil.example", webhook_token: "x" })),
  start("body: of a user who is nobody", { as: null, status: 401 }),
  start("body: where nobody can tell who asks", { target: "/api/unsure/api/v1/userFaceSwapTask/add", status: 500, check: quiet }),
  start("body: where nobody can tell whose", { body: JSON.stringify({ ...SWAP, avatar: "0".repeat(24) }),
    target: "/api/forgetful/api/v1/userFaceSwapTask/add", status: 500, check: quiet }),
];

/** What the server's own functions throw is not for the caller. */
function quiet({ text }) {
  return /secret|letters|Error|at /.test(text.split("\r\n\r\n")[1]) && `it tells too much: ${text}`;
}
