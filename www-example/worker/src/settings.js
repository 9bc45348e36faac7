// What the Worker is told by variables and secrets, checked where it is first used: a short secret is a hole.

const SERVICE = "https://video.a2e.ai";
/** The service keeps most results for 3 days; whoever wants one longer has copied it by then. */
const KEEP_MS = 3 * 24 * 60 * 60 * 1000;
const SHORTEST_SECRET = 32;

const known = new WeakMap();

export function settingsOf(env) {
  if (!known.has(env)) known.set(env, read(env));
  return known.get(env);
}

function read(env) {
  const secret = (name) => {
    if ((env[name]?.length ?? 0) >= SHORTEST_SECRET) return env[name];
    throw new Error(`${name} must be a secret of ${SHORTEST_SECRET} characters at least`);
  };
  if (!env.A2E_TOKEN) throw new Error("A2E_TOKEN is missing: it is what the Worker adds");
  return {
    token: env.A2E_TOKEN,
    service: env.A2E_URL || SERVICE,
    sessionSecret: secret("SESSION_SECRET"),
    webhookSecret: secret("WEBHOOK_SECRET"),
    /** What a visitor must know to get in; not asked for on this machine. */
    loginCode: env.LOGIN_CODE || undefined,
    /** How long an ended task is remembered. */
    keepMs: Number(env.KEEP_MS || KEEP_MS),
    /** The first pause between looks at a task, which then grows. */
    pauseMs: Number(env.PAUSE_MS || 2000),
  };
}

/** Whether an address is one of this machine. */
export function isLocal(address) {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

/** Where the service is to tell of ends; nothing where it cannot reach us: then the alarms look in time. */
export function webhookUrl(origin, { service }) {
  return isLocal(origin) && !isLocal(service) ? undefined : `${origin}/api/webhook`;
}
