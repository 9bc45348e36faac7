// The settings of proxies as wasm has read them. A server that calls `createProxy` for each request has them read once, and
// wasm memory does not grow, also where no FinalizationRegistry frees it, as in Workers with dates before 2025-05-05.

import { Proxy as Decisions } from "../a2e_server.js";
import { memoryCounters } from "./limits.js";
import { mistake } from "./mistakes.js";

/** More settings than these at a time are read again when they are used again. */
const MOST = 32;

/** By their keys; the one that was used last is the last. */
const kept = new Map();

/** What `createProxy` was given: a copy, so that it stays what was checked. */
export class Settings {
  constructor(options) {
    this.given = taken(options);
    this.key = keyOf(this.given);
    this.read();
    /** The same, as it is used here. */
    this.options = { ...this.given, limits: { counters: countersOf(/** @type {any} */ (this.given)), ...this.given.limits } };
  }

  /** What wasm has read of it. */
  read() {
    const settings = kept.get(this.key) ?? read(this.given);
    kept.delete(this.key);
    kept.set(this.key, settings);
    if (kept.size > MOST) {
      const [[key, { decisions }]] = /** @type {any} */ (kept);
      kept.delete(key);
      // The machine of a request under way has what it needs.
      decisions.free();
    }
    return settings;
  }
}

const counters = memoryCounters();

/**
 * The counters of proxies without counters of their own: those of this process, apart for each account and each set of
 * limits. A server that makes a proxy for each request makes new functions for it as well, so functions do not count.
 */
function countersOf({ baseUrl, token, limits }) {
  const place = JSON.stringify([baseUrl, typeof token === "function" ? "" : token, limits]);
  return { add: (key, ...given) => counters.add(place + key, ...given) };
}

function read(options) {
  const decisions = new Decisions(options);
  const { base, path, callbackTimeoutMs, upstreamTimeoutMs, webhookUrl } = decisions;
  return { decisions, base, path, callbackTimeoutMs, upstreamTimeoutMs, webhookUrl };
}

function taken(options) {
  // Wasm refuses it in the words of all options.
  if (typeof (options ?? {}) !== "object" || Array.isArray(options)) new Decisions(options);
  try {
    return Object.fromEntries(Object.entries(options ?? {}).map(([name, value]) => [name, copy(name, value)]));
  } catch {
    throw mistake("createProxy", "options", "cannot be read");
  }
}

function copy(name, value) {
  if (Array.isArray(value)) return [...value];
  return name === "limits" && typeof value === "object" && value !== null ? { ...value } : value;
}

/** A text that differs wherever wasm could read another thing. */
function keyOf(options) {
  return JSON.stringify(Object.entries(options).map(([name, value]) => [name, sign(name, value)]));
}

/** What of an option wasm looks at, as a value of JSON. */
function sign(name, value) {
  if (Array.isArray(value)) return value.map((one) => sign("", one));
  // The others are called from here.
  if (typeof value === "function") return name === "fetch" || name === "token" ? numberOf(value) : "function";
  if (typeof value !== "object" || value === null) return `${typeof value}:${String(value)}`;
  if (name === "limits") return Object.entries(value).map(([limit, most]) => [limit, sign(limit, most)]);
  return [typeof value.get, typeof value.set, typeof value.add];
}

const numbers = new WeakMap();
let last = 0;

/** A number for a function: who sends through another one, or with another token, may speak to another account. */
function numberOf(value) {
  if (!numbers.has(value)) numbers.set(value, (last += 1));
  return numbers.get(value);
}
