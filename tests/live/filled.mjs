// An account at the emulator that has records of every kind, in several states, so that every read has something to tell.

import { Account } from "../operations/account.mjs";
import { Form } from "../operations/form.mjs";
import { OPERATIONS, operation } from "../operations/description.mjs";
import { prepare } from "../operations/scene.mjs";
import { requests } from "../operations/values.mjs";

/** After three hours of its clock, every task of the emulator has ended. */
const LONG = 10_800_000;
const OTHERS = ["addCustomAvatarRecord", "addCustomBackground", "addFaceSwapImage", "generateTts"];

async function make(account, one, values) {
  const { requests: made } = await prepare(account, new Form(one));
  await account.send(one, { params: { ...made[0], ...values } });
}

/** One task of a family that has failed, and one that has succeeded. */
async function end(account, one) {
  if (new Form(one).fields.has("name")) await make(account, one, { name: "fail" });
  await account.advance(LONG);
  await make(account, one, one.id === "startVeoVideo" ? { aspectRatio: "16:9" } : {});
  await account.advance(LONG);
}

/** Opens an account under a token, and fills it. Its clock stands still afterwards. */
export async function filledAccount(token) {
  const account = await Account.open(token);
  const starts = OPERATIONS.filter(({ startsTask }) => startsTask);
  for (const one of starts) await end(account, one);
  for (const id of OTHERS) await make(account, operation(id));
  for (const one of starts) await make(account, one);
  return account;
}
