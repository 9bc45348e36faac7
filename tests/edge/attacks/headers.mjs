// Headers that pretend: to be another user, another path, another method, another length.

import { API, COINS, JSON_TYPE, RECORDS, SWAP, TASKS, start } from "./forms.mjs";
import { chunks } from "../raw.mjs";

/** A read that is allowed, and gets through without the header. */
const harmless = (name, headers, more = {}) => ({
  name: `header: ${name}`, target: COINS, headers, status: 200, arrives: 1, ...more,
});
/** One that is not allowed, and must not become so by a header. */
const denied = (name, headers, more = {}) => ({ name: `header: ${name}`, target: `${API}/token/list`, headers, status: 403, ...more });
/** Lengths that can be read in two ways: a second request would hide in the body of the first. */
const smuggled = (name, headers, body, more = {}) =>
  start(`smuggling: ${name}`, { status: [400, 413], server: true, ...more, headers, body });

const HIDDEN = `GET ${COINS} HTTP/1.1\r\nHost: a\r\nx-user: alice\r\nConnection: close\r\n\r\n`;
const PART = JSON.stringify(SWAP);

export const headers = ({ token, secondary }) => [
  harmless("Authorization of the caller", { Authorization: "Bearer sk_emulator_of_the_caller" }),
  harmless("Proxy-Authorization", { "Proxy-Authorization": "Basic YTpi" }),
  harmless("Cookie in a read", { Cookie: "session=of-the-page; token=x" }),
  harmless("X-Forwarded-For and the like", {
    "X-Forwarded-For": "10.0.0.1", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil", Forwarded: "for=10.0.0.1;host=evil.example", "X-Real-IP": "10.0.0.1", Via: "1.1 evil",
  }),
  harmless("X-HTTP-Method-Override", { "X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE", "X-HTTP-Method": "DELETE" }),
  harmless("X-API-Key and X-Token", { "X-API-Key": "evil", "X-Token": "evil", Token: "evil" }),
  harmless("a fault for the emulator", { "x-emulator-fault": JSON.stringify({ kind: "redirect", status: 302, location: secondary }) }),
  harmless("headers of a hop", { Connection: "close, x-user", TE: "trailers", "Keep-Alive": "timeout=5" }, { status: [200, 401], arrives: [0, 1] }),
  harmless("Range and conditions", { Range: "bytes=0-1", "If-None-Match": "*", "If-Modified-Since": "Mon, 01 Jan 2035 00:00:00 GMT" }),
  harmless("Accept of HTML and another encoding", { Accept: "text/html", "Accept-Encoding": "br;q=1.0, *;q=0", "Accept-Language": "xx" }),
  harmless("tracing and baggage", { traceparent: `00-${"1".repeat(32)}-${"2".repeat(16)}-01`, baggage: "a=b", "x-trace-id": "evil" }),
  harmless("X-Original-URL", { "X-Original-URL": "/api/v1/token/list", "X-Rewrite-URL": "/api/v1/token/list" }),
  denied("X-Original-URL of something allowed", { "X-Original-URL": COINS, "X-Rewrite-URL": COINS }),
  denied("X-Forwarded-Prefix of something allowed", { "X-Forwarded-Prefix": COINS }),
  denied("the token itself, guessed", { Authorization: `Bearer ${token}` }),
  denied("another host", { Host: "video.a2e.ai" }),
  denied("a host with a path", { Host: `a${COINS}?` }, { server: true, status: [200, 400, 401, 403, 404], arrives: [0, 1] }),
  denied("a host with a password", { Host: "a:b@evil.example" }, { server: true }),
  denied("a host that is none", { Host: "[:::" }, { server: true }),
  denied("two hosts", [["Host", "a"], ["Host", "b"], ["x-user", "bob"]], { server: true }),
  denied("no host", { Host: undefined }, { server: true }),
  denied("a folded line", [["X-Folded", "a\r\n x-user: alice"], ["x-user", "bob"]], { server: true }),
  denied("a name with a space", { "X-Evil ": "1" }, { server: true }),
  denied("a line break alone in a value", { "X-Evil": "1\nx-user: alice" }, { server: true }),
  denied("a carriage return alone in a value", { "X-Evil": "1\rx-user: alice" }, { server: true }),
  denied("a null byte in a value", { "X-Evil": "1\0" }, { server: true }),
  denied("10000 headers", Array.from({ length: 10_000 }, (_, place) => [`x-${place}`, "1"]), { server: true }),
  denied("a header of 100000 letters", { "X-Long": "a".repeat(100_000) }, { server: true }),
  // One name, which is nobody's, or nothing at all: never the second one alone.
  harmless("two users", [["x-user", "bob"], ["x-user", "alice"]], { target: `${TASKS}/{hers}`, as: null, status: 404, arrives: 0 }),
  harmless("no user", {}, { as: null, status: 401, arrives: 0 }),
  harmless("an empty user", { "x-user": "" }, { as: null, status: 401, arrives: 0 }),
  harmless("a language with a line break", { "x-lang": "en%0d%0aX-Evil: 1" }),
  harmless("version 1.0", {}, { version: "HTTP/1.0", status: [200, 505] , arrives: [0, 1], server: true }),
  harmless("version 9.9", {}, { version: "HTTP/9.9", status: 505, arrives: [0, 1], server: true }),
  smuggled("two lengths", [["Content-Length", "5"], ["Content-Length", String(PART.length)]], PART),
  smuggled("a list of lengths", { "Content-Length": `5, ${PART.length}` }, PART),
  smuggled("a length with a sign", { "Content-Length": `+${PART.length}` }, PART),
  smuggled("a negative length", { "Content-Length": "-1" }, PART),
  smuggled("a length in hexadecimal", { "Content-Length": `0x${PART.length.toString(16)}` }, PART),
  smuggled("a length that is no number", { "Content-Length": "many" }, PART),
  // By chunks, or not at all: then it is a start without parameters, and what hides is not of its body.
  smuggled("chunks and a length", { "Content-Length": "4", "Transfer-Encoding": "chunked" }, `0\r\n\r\n${HIDDEN}`, {
    arrives: [0, 1], check: (_, [came]) => came && !came.path.endsWith("/add") && `${came.path} got through`,
  }),
  smuggled("an unknown coding", { "Transfer-Encoding": "xchunked" }, `0\r\n\r\n${HIDDEN}`),
  smuggled("chunked twice", { "Transfer-Encoding": "chunked, identity" }, `0\r\n\r\n${HIDDEN}`),
  smuggled("a coding behind a space", [["Transfer-Encoding ", "chunked"], ["Content-Length", "4"]], `0\r\n\r\n${HIDDEN}`),
  smuggled("a chunk whose size is none", { "Transfer-Encoding": "chunked" }, `zz\r\n{}\r\n0\r\n\r\n`),
  smuggled("a chunk that is longer than it says", { "Transfer-Encoding": "chunked" }, `2\r\n{}{}{}\r\n0\r\n\r\n`),
  smuggled("a trailer with a user", { "Transfer-Encoding": "chunked", Trailer: "x-user" }, `${chunks("{}").slice(0, -2)}x-user: alice\r\n\r\n`, { as: null, status: 401 }),
  { name: "smuggling: a second request in the body of a read", target: COINS, status: [200, 401],
    headers: { "Content-Length": String(HIDDEN.length) }, body: HIDDEN, arrives: [0, 1], server: true },
  { name: "header: a body that says it is compressed", method: "POST", target: `${TASKS}/add`, body: PART, status: 200, arrives: 1,
    headers: { "Content-Type": JSON_TYPE, "Content-Encoding": "gzip" } },
  { name: "header: Expect", method: "POST", target: `${TASKS}/add`, body: "[]", status: 400, server: true,
    headers: { "Content-Type": JSON_TYPE, Expect: "200-ok" } },
  { name: "header: an upgrade", target: COINS, status: [200, 426], arrives: [0, 1], server: true,
    headers: { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" } },
  { name: "header: an upgrade to HTTP/2", target: RECORDS, status: 200, arrives: [0, 1], server: true,
    headers: { Connection: "Upgrade, HTTP2-Settings, close", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABkAARAAAAAAAIAAAAA" } },
  { name: "header: the preface of HTTP/2", bytes: `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${"x".repeat(100)}`, status: 0, server: true },
  { name: "header: no HTTP at all", bytes: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", status: 0, server: true },
];
