// Who asks.

import { refuse } from "./refusal.js";
import { sessionsOf } from "./session.js";

/** Who asks, and their Watcher: `{ user, until, watcher }`. Nothing for a stranger, or after signing out. */
export async function visitorOf({ request, env, settings }) {
  const sessions = await sessionsOf(request, settings);
  // Another site put a cookie beside the own one. Nobody shall act as somebody else.
  if (sessions.some(({ user }) => user !== sessions[0].user)) return undefined;
  for (const { user, until, generation } of sessions) {
    const watcher = watcherOf(env, user);
    if ((await watcher.generation()) === generation) return { user, until, watcher };
  }
  return undefined;
}

/** The Watcher of a visitor who is signed in. */
export async function watcherFor(visit) {
  const visitor = await visitorOf(visit);
  if (!visitor) throw refuse(401, "auth", "Sign in first.");
  return visitor.watcher;
}

/** The Durable Object of a user. */
export function watcherOf(env, user) {
  return env.WATCHER.get(env.WATCHER.idFromName(user));
}
