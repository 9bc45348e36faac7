// What variables and secrets tell the Worker. They are checked when they are first used, and a wrong one stops the
// Worker: it answers 500 to everything, and its log names the setting.

import { SetupError } from "./refusal.js";

const SERVICE = "https://video.a2e.ai";
const DAY_MS = 24 * 60 * 60 * 1000;
const SHORTEST_SECRET = 32;
/** People type it, and tries are counted: see `signins.js`. */
const SHORTEST_CODE = 12;

const known = new WeakMap();

export function settingsOf(env) {
  if (!known.has(env)) known.set(env, read(env));
  return known.get(env);
}

function read(env) {
  if (!env.A2E_TOKEN) throw new SetupError("A2E_TOKEN is missing: it is the token that the Worker adds.");
  const isDev = flag(env, "DEV");
  return {
    token: env.A2E_TOKEN,
    service: env.A2E_URL || SERVICE,
    sessionSecret: secret(env, "SESSION_SECRET", SHORTEST_SECRET),
    webhookSecret: secret(env, "WEBHOOK_SECRET", SHORTEST_SECRET),
    /** Whether this is a developer's own machine: no code is asked for, and http is good enough. */
    isDev,
    /** The origin at which pages open the Worker and the service calls it. Nothing that a caller sends changes it. */
    publicUrl: publicUrl(env, isDev),
    /** What a visitor must know to sign in. On a developer's own machine it may be missing. */
    loginCode: isDev && !env.LOGIN_CODE ? undefined : secret(env, "LOGIN_CODE", SHORTEST_CODE),
    /** How long a task is remembered after its end. The service keeps most results for 3 days. */
    keepMs: number(env, "KEEP_MS", { least: 1, most: 365 * DAY_MS, usual: 3 * DAY_MS }),
    /** The first pause between polls of a task. The pauses then grow. */
    pauseMs: number(env, "PAUSE_MS", { least: 1, most: DAY_MS, usual: 2000 }),
    /** How much one user may start. */
    limits: {
      startsPerMinute: number(env, "STARTS_PER_MINUTE", { least: 1, most: 10_000, usual: 60, canBeOff: true }),
      coinsPerDay: number(env, "COINS_PER_DAY", { least: 1, most: 1_000_000_000, usual: 1000, canBeOff: true }),
    },
  };
}

/** Whether an address is one of this machine. */
export function isLocal(address) {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** Where the service calls at the end of a task. Nothing where it cannot reach the Worker: then polls alone find the end. */
export function webhookUrl({ publicUrl, service }) {
  const isReachable = publicUrl && (!isLocal(publicUrl) || isLocal(service));
  return isReachable ? `${publicUrl}/api/webhook` : undefined;
}

function flag(env, name) {
  if (!env[name]) return false;
  if (env[name] === "1") return true;
  throw new SetupError(`${name} is 1, or it is not set.`);
}

function secret(env, name, least) {
  const value = env[name] ?? "";
  if (value.length >= least && value.trim() === value) return value;
  throw new SetupError(`${name} must be a secret of at least ${least} characters, without spaces around it.`);
}

function publicUrl(env, isDev) {
  const value = env.PUBLIC_URL;
  if (!value && isDev) return undefined;
  if (!value || !URL.canParse(value)) {
    throw new SetupError("PUBLIC_URL is missing: it is the address of this Worker, such as https://studio.example.com.");
  }
  const { origin, protocol, href } = new URL(value);
  if (isDev !== isLocal(value)) {
    throw new SetupError("PUBLIC_URL and DEV=1 disagree: DEV=1 is for an address of this machine, and for nothing else.");
  }
  if ((protocol !== "https:" && !isDev) || href !== `${origin}/`) {
    throw new SetupError("PUBLIC_URL begins with https:// and has no path.");
  }
  return origin;
}

/** A whole number within a range. `off` gives nothing where that is allowed. */
function number(env, name, { least, most, usual, canBeOff = false }) {
  const value = env[name] || String(usual);
  if (canBeOff && value === "off") return undefined;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new SetupError(`${name} must be a whole number from ${least} to ${most}${canBeOff ? ", or off" : ""}.`);
}
