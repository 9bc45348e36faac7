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

/** Starts of a family: one that fails, one that succeeds, and where the emulator allows it one that is not begun. */
async function fill(account, one) {
  const named = new Form(one).fields.has("name");
  if (named) await make(account, one, { name: "fail" });
  await account.advance(LONG);
  await make(account, one, one.id === "startVeoVideo" ? { aspectRatio: "16:9" } : {});
  await account.advance(LONG);
  await make(account, one);
}

/** Opens an account under a token, and fills it. Its clock stands still afterwards. */
export async function filledAccount(token) {
  const account = await Account.open(token);
  for (const one of OPERATIONS.filter(({ startsTask }) => startsTask)) await fill(account, one);
  for (const id of OTHERS) await make(account, operation(id));
  return account;
}
