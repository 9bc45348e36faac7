// What a program does wrong that uses this package, in the form of all its errors.

import { A2EError } from "../a2e_server.js";

/** The error for an argument or option that cannot work. */
export function mistake(where, field, problem) {
  const facts = { kind: "config", field, retryable: false, attempts: 0, outcomeUnknown: false };
  return new A2EError(`${where}: \`${field}\` ${problem}`, facts);
}
