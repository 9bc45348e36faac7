// Errors as pages are told of them: plain objects with the facts of an `A2EError`.

import { A2EError } from "a2e-wasm";
import { OwnerConflict } from "./owners.js";

export const CONFLICT = { kind: "conflict", message: "This key is that of a start with other parameters." };
export const NO_TASK = { kind: "not_found", message: "There is no such task of yours." };

/** The facts of an error. What is no error of the client's is a fault of the Worker, and its words stay in the log. */
export function factsOf(error) {
  if (A2EError.is(error)) return { ...error.toJSON(), message: error.message };
  // It does not pass, so it is no failure of ours.
  if (error instanceof OwnerConflict) return { kind: "server", message: error.message, outcomeUnknown: true };
  log("watcher", error);
  return { kind: "internal", message: "The Worker failed." };
}

/** Logs where something of ours went wrong. A message may hold what nobody may read. */
export function log(where, error) {
  console.error(`${where}:`, error?.name, error?.stack?.split("\n")[1]?.trim());
}
