// What is read of values of the host, of its surroundings, and told to callbacks of the caller.

/** Tells a callback of the caller. */
export function tell(callback, argument) {
  quietly(() => callback(argument));
}

/** Tells a logger of the caller, if there is one. */
function log(logger, level, line) {
  quietly(() => logger?.[level]?.("a2e-wasm: " + line));
}

/** Warns a logger of the caller, if there is one. */
export function warn(logger, line) {
  log(logger, "warn", line);
}

/** Drops whatever a callback of the caller does, also if it gives a promise that rejects. */
export function quietly(call) {
  try {
    Promise.resolve(call()).catch(() => {});
  } catch {
    // Nothing that an observer does can change a call.
  }
}

/** What the events of a request have besides its place, by the arrows of the logger. */
const MORE = { "->": [], "<-": ["status", "durationMs"], "again after": ["delayMs", "kind"] };

/** Whether a value, or an element of one, is a promise. All of them count as handled. */
export function isPromised(values) {
  const promises = values.flatMap((value) => elementsOf(value) ?? [value]).filter((value) => typeof get(value, "then") === "function");
  for (const promise of promises) quietly(() => promise);
  return promises.length > 0;
}

/** Tells an observer and the logger of an event; each gets what it cannot change. */
export function observe(observer, logger, arrow, id, method, path, attempt, ...values) {
  const event = { id, method, path, attempt };
  const words = [arrow, method, path];
  MORE[arrow].forEach((name, place) => {
    event[name] = values[place];
    words.push(JSON.stringify(values[place]));
  });
  if (observer) tell(observer, event);
  log(logger, "debug", words.join(" "));
}

/** A property of an object or function; `undefined` where there is none or its getter throws. */
export function get(value, key) {
  // As `attempt` below, without a function for each of the many calls.
  try {
    return Object(value) === value ? value[key] : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is a text. */
export function isText(value) {
  return typeof value === "string";
}

/** A value, if it is a text. */
export function textOf(value) {
  return isText(value) ? value : undefined;
}

/** An object without the keys that are `undefined`. */
export function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** What a text of JSON holds; `undefined` if it is none. */
export function parseJson(text) {
  return attempt(() => JSON.parse(text));
}

/** The JSON text of a value; `undefined` if it has none. */
export function stringify(value) {
  return attempt(() => JSON.stringify(value));
}

/** Where the service puts its words: a record in the first ones, an envelope in the last four. */
const WORDS = ["failed_message", "faild_message", "error_message", "fail_reason", "msg", "message", "error", "errors"];

/** The service's own words, wherever it put them: in a record with 0. */
export function told(body, place = 4) {
  for (const key of WORDS.slice(place)) {
    const value = get(body, key);
    if (value && isText(value)) return value;
    if (value && typeof value === "object") {
      const inner = get(value, "message");
      return textOf(inner) ?? stringify(value);
    }
  }
}

/** Why the service refused: its words in the envelope, and those in the data. */
export function reason(body) {
  const data = get(body, "data");
  const words = [told(body), textOf(data) ?? told(data, 0)];
  return words.filter(Boolean).join(": ");
}

/** How a text begins: 160 characters at most, without spaces around them. */
export function beginning(text) {
  return /\S.{0,159}/su.exec(text ?? "")?.[0].trim() ?? "";
}

/** Takes a value out of an object: that of the first of two names, if it is there, or of the second. */
export function takeOut(object, one, other) {
  const { [one]: value = object[other] } = object;
  delete object[one];
  return value;
}

/**
 * What an error and its causes say, each after a blank, with their codes: one text, or one for each of several causes. Not
 * deeper than a wrapper, the error of `fetch`, that of the connection and those of several addresses.
 */
export function sayings(error, said = "", depth = 0) {
  const [message = error, code, cause, errors] = ["message", "code", "cause", "errors"].map((key) => get(error, key));
  if (depth > 4) return [said];
  // The code of several errors is that of the first of them.
  const several = attempt(() => errors.flatMap((one) => sayings(one, said, depth + 1)));
  if (several?.length) return several;
  for (const text of [message, code]) {
    if (text && isText(text) && !said.includes(text)) said += `${said && ":"} ${text}`;
  }
  return Object(cause) === cause ? sayings(cause, said, depth + 1) : [said];
}

/** Whether an object holds `data`, and beside it nothing but these members. */
export function holdsData(value, members) {
  return get(value, "data") !== undefined && Object.keys(value).every((key) => members.split(" ").includes(key));
}

/** Whether there is anything in what the service gave. */
export function isFilled(value) {
  return typeof value === "object" ? Object.keys(Object(value)).length > 0 : Boolean(value);
}

/** A number, or the first one in an object of the service. */
export function firstNumber(value) {
  return [value, ...Object.values(Object(value))].find((one) => typeof one === "number");
}

/** The elements of an array of any realm; `undefined` for anything else, and where one cannot be read. */
export function elementsOf(value) {
  return attempt(() => (Array.isArray(value) ? [...value] : undefined));
}

/** The host's own name for the kind of a value. */
export function kindOf(value) {
  return attempt(() => Object.prototype.toString.call(value).slice(8, -1)) ?? "value";
}

/** What comes of it; `undefined` if it throws, as proxies and getters may. */
export function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * A promise that is kept after the events that have happened already. Tests may hold what `setImmediate` begins, and run all
 * timers before a message arrives, so it is kept by the first of both. Hosts that have neither keep it at once.
 */
export function turn() {
  return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    const begun = attempt(() => setImmediate(resolve));
    const { port1, port2 } = attempt(() => new MessageChannel()) ?? {};
    if (!port1) return begun ?? resolve();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(0);
  });
}

/** The host's time in milliseconds since 1970; 0 where a mock gives none. */
export function now() {
  return attempt(() => Date.now()) || 0;
}

/** The parts of an address that matter; `undefined` if it is none. */
export function address(text, base) {
  return attempt(() => {
    const { href, protocol, hostname, username, password } = new URL(text, base);
    return { href, protocol, hostname, secret: username || password, base: href.replace(/\/+$/, "") };
  });
}

/** The same of one that may begin at the address of the page or worker, if it has one. */
export function baseAddress(text) {
  return address(text) ?? address(text, globalThis.location?.href);
}

/** What is wrong with a text, by rules in lines: a pattern of what must not be there, and the words for it. */
export function problem(text, rules) {
  const broken = rules.split("\n").find((rule) => new RegExp(rule.split(" => ")[0]).test(text));
  return broken?.split(" => ")[1];
}

/** A random UUID. `crypto.randomUUID` is missing in pages that are not secure contexts. */
export function uuid() {
  const bytes = attempt(() => crypto.getRandomValues(new Uint8Array(16)));
  if (!bytes) return undefined;
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** What can be seen of the surroundings, as flags: see `runtime.rs`. */
export function surroundings() {
  const { window, process, navigator, EdgeRuntime, Deno, WebSocketPair, WorkerGlobalScope } = globalThis;
  const isolate = navigator?.userAgent === "Cloudflare-Workers" || EdgeRuntime || WebSocketPair;
  const signs = [
    window?.document,
    WorkerGlobalScope,
    // Bundlers make plain objects of this name for pages.
    kindOf(process) === "process",
    /render|work/.test(/** @type {any} */ (process?.type)),
    isolate || Deno,
    isolate,
  ];
  return signs.reduce((/** @type {number} */ flags, sign, place) => flags | (/** @type {any} */ (Boolean(sign)) << place), 0);
}
