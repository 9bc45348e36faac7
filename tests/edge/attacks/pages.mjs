// What pages of others can have a browser send, and methods that no operation has.

import { COINS, RECORDS, SWAP, TASKS, post, start } from "./forms.mjs";

/** A start that a browser sends for a page of this origin. */
const from = (name, origin, more = {}) => start(`page: ${name}`, { status: 403, ...more, headers: { Origin: origin, ...more.headers } });
/** One of a form or a script that needs no leave to send it. */
const typed = (name, type, body, more = {}) =>
  start(`page: ${name}`, { status: 415, body, ...more, headers: { "Content-Type": type, ...more.headers } });
const method = (method, target, more = {}) => ({ name: `method: ${method.slice(0, 20)} ${target.replace(/\?.*/, "")}`, method, target, status: 404, ...more });
const preflight = (name, origin, more = {}) => ({
  name: `preflight: ${name}`, method: "OPTIONS", target: `${TASKS}/add`, as: null, status: 403,
  headers: { Origin: origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, x-user" },
  check: silent, ...more,
});
/** Nobody but those who are named is told that they may. */
const silent = ({ headers }) => headers.has("access-control-allow-origin") && "the origin is let in";

/** The same with what the browser says of the page. */
const said = (name, site, origin, more = {}) => from(name, origin, { ...more, headers: { "Sec-Fetch-Site": site, ...more.headers } });
/** A read by a name that somebody leads to this server. */
const rebound = (name, host, more = {}) => ({ name: `page: ${name}`, target: COINS.replace("a2e", "public"), status: 403, headers: { Host: host }, ...more });

const FORM = "application/x-www-form-urlencoded";

export const pages = ({ origin, host }) => [
  from("a foreign origin", "https://evil.example"),
  from("an origin of null", "null"),
  from("an allowed origin with something behind it", `${origin}.evil.example`),
  from("an allowed origin with something before it", `https://evil${origin.slice(8)}`),
  from("an allowed origin over http", origin.replace("https", "http")),
  from("an allowed origin on another port", `${origin}:8443`),
  from("an allowed origin with a slash", `${origin}/`),
  from("an allowed origin with a path", `${origin}/a`),
  from("an allowed origin in capitals", origin.toUpperCase()),
  from("a part of an allowed origin", origin.replace("app.", "")),
  from("an allowed origin with a dot", `${origin}.`),
  from("an allowed origin behind a name", `https://app@${origin.slice(8)}`),
  from("two origins", `${origin} https://evil.example`),
  from("two origins with a comma", `${origin}, https://evil.example`),
  from("its own host over https, which ends before this server", `https://${host}`, { status: 200, arrives: 1 }),
  from("its own host on another port", `http://${host.replace(/\d+$/, "1")}`),
  from("its own host by another name", `http://${host.replace("127.0.0.1", "localhost")}`),
  from("an origin that the Host repeats in part", "http://evil.example", { headers: { "X-Forwarded-Host": "evil.example" } }),
  from("a foreign origin with a cookie", "https://evil.example", { headers: { Cookie: "session=1" } }),
  from("a foreign origin and an allowed Referer", "https://evil.example", { headers: { Referer: `${origin}/` } }),
  from("a star", "*"),
  said("its own origin, of the same site", "same-site", `http://${host}`),
  said("its own origin, of another site", "cross-site", `http://${host}`),
  said("a foreign origin, by the user", "none", "https://evil.example"),
  said("a foreign origin, of two kinds", "same-origin, cross-site", "https://evil.example"),
  said("a foreign origin, in capitals", "SAME-ORIGIN", "https://evil.example"),
  said("another site without an origin", "cross-site", undefined),
  said("a cookie and no origin, by the user", "none", undefined, { headers: { Cookie: "session=1" } }),
  said("its own page behind a changed host", "same-origin", "https://elsewhere.example", { status: 200, arrives: 1 }),
  from("a star's label with a dot", "https://my-a.evil.preview.example"),
  from("a star's label of nothing", "https://my-.preview.example"),
  from("a star's label with something before it", "https://evil.my-a.preview.example"),
  from("a star's label with something behind it", "https://my-a.preview.example.evil.example"),
  from("a star's label over http", "http://my-a.preview.example"),
  from("a star's label on another port", "https://my-a.preview.example:8443"),
  from("a star's label behind a name", "https://my-a@b.preview.example"),
  from("a star", "https://my-*.preview.example"),
  from("a star's label", "https://my-1.preview.example", { status: 200, arrives: 1 }),
  from("an app", "capacitor://localhost", { status: 200, arrives: 1 }),
  from("another app", "capacitor://evil"),
  from("a name that leads here over plain http", "http://evil.example", { headers: { Host: "evil.example" } }),
  rebound("a read by a name that leads here", "evil.example"),
  rebound("a read by a name that begins like the own one", "app.example.com.evil.example"),
  rebound("a read by the own name on another port", "app.example.com:8443"),
  rebound("a read by the own name", "app.example.com", { status: 200, arrives: 1 }),
  rebound("a read by a number", "127.0.0.1:1", { status: 200, arrives: 1 }),
  rebound("a start by a name that leads here", "evil.example", {
    ...start("", { headers: { Host: "evil.example", Origin: "http://evil.example" } }), target: `${TASKS}/add`.replace("a2e", "public"),
  }),
  start("page: a cookie without an origin", { status: 403, headers: { Cookie: "session=1" } }),
  start("page: a cookie and an empty origin", { status: 403, headers: { Cookie: "session=1", Origin: "" } }),
  { name: "page: a delete with a cookie without an origin", method: "DELETE", target: `${TASKS}/{mine}`, status: 403, headers: { Cookie: "session=1" } },
  { name: "page: a delete of a foreign origin", method: "DELETE", target: `${TASKS}/{mine}`, status: 403, headers: { Origin: "https://evil.example" } },
  typed("a form", FORM, new URLSearchParams(SWAP).toString()),
  typed("a form with JSON in it", FORM, JSON.stringify(SWAP)),
  typed("a form of parts", "multipart/form-data; boundary=a", `--a\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--a--\r\n`),
  typed("plain text", "text/plain", JSON.stringify(SWAP)),
  typed("plain text that mentions JSON", "text/plain; application/json", JSON.stringify(SWAP)),
  typed("two types", "text/plain, application/json", JSON.stringify(SWAP)),
  typed("a type that begins like JSON", "application/jsonp", JSON.stringify(SWAP)),
  typed("a type that ends like JSON", "application/vnd.api+json", JSON.stringify(SWAP)),
  typed("no type", undefined, JSON.stringify(SWAP)),
  typed("an empty type", "", JSON.stringify(SWAP)),
  typed("a type without a body", FORM, "", { status: 415 }),
  typed("XML", "application/xml", "<a/>"),
  preflight("a foreign origin", "https://evil.example"),
  preflight("an origin of null", "null"),
  preflight("an allowed origin with something behind it", `${origin}.evil.example`),
  preflight("a star's label with a dot", "https://my-a.evil.preview.example"),
  preflight("another app", "capacitor://evil"),
  preflight("its own origin without being named", `http://${host}`),
  { name: "page: a read of a foreign origin is not for it to see", target: COINS, status: 200, arrives: 1, headers: { Origin: "https://evil.example" }, check: silent },
  method("HEAD", COINS),
  method("OPTIONS", COINS),
  method("PATCH", `${TASKS}/{mine}`),
  method("PUT", COINS),
  method("DELETE", COINS),
  method("POST", COINS),
  method("GET", `${TASKS}/add`, { status: 404 }),
  method("PUT", `${TASKS}/{mine}`),
  method("TRACE", COINS, { server: true }),
  // workerd says 500 to it by itself.
  method("CONNECT", "evil.example:443", { server: true, status: 500 }),
  method("CONNECT", COINS, { server: true, status: 500 }),
  method("get", COINS, { server: true, status: [200, 404], arrives: [0, 1] }),
  method("PROPFIND", RECORDS, { server: true }),
  method("DELETE,GET", COINS, { server: true }),
  method("X".repeat(5000), COINS, { server: true }),
  post("method: one in the query", `${TASKS}/{mine}?_method=DELETE`, {}),
  post("method: one in the body", `${TASKS}/{mine}`, { _method: "DELETE" }),
].map((attack) => ({ status: 404, ...attack }));
