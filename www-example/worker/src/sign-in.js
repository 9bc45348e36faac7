// Signing in and out.

import { bodyOf } from "./body.js";
import { refuse } from "./refusal.js";
import { isLoginCode, signedIn, signedOut, userOf } from "./session.js";
import { visitorOf, watcherOf } from "./visitors.js";

export async function login({ request, env, settings }) {
  const { code, ...body } = await bodyOf(request);
  const user = userOf(body);
  if (settings.loginCode !== undefined) await checkCode(code, request, env, settings);
  return signedIn(user, await watcherOf(env, user).generation(), settings);
}

/** Ends every session of the user, on all devices. */
export async function logout(visit) {
  const visitor = await visitorOf(visit);
  await visitor?.watcher.signOut();
  return signedOut(visit.settings);
}

/** Whoever gets in spends the owner's coins. So a name alone opens nothing, and guesses are slowed down. */
async function checkCode(code, request, env, settings) {
  const address = request.headers.get("cf-connecting-ip") ?? "unknown";
  const signIns = env.SIGN_INS.get(env.SIGN_INS.idFromName("all"));
  const retryAfterMs = await signIns.take(address);
  if (retryAfterMs) {
    const minutes = Math.ceil(retryAfterMs / 60_000);
    const message = `There were too many tries to sign in. The next one is possible in ${minutes} min.`;
    throw refuse(429, "rate_limit", message, { retryAfterMs });
  }
  if (!(await isLoginCode(code, settings))) throw refuse(403, "permission", "This is not the code of this studio.");
  await signIns.giveBack(address);
}
