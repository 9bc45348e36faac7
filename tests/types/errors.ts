// The one error, as a `catch` meets it.

import { A2EError } from "a2e-wasm";
import type { A2E, ErrorKind, Task } from "a2e-wasm";
import { type Same, yes } from "./same.js";

/** `is` narrows an unknown to the class, `instanceof` as well. */
export function narrowed(caught: unknown): string {
  if (A2EError.is(caught)) {
    yes<Same<typeof caught, A2EError>>();
    yes<Same<typeof caught.kind, ErrorKind>>();
    yes<Same<typeof caught.task, Task | undefined>>();
    const { name, message, stack, cause, retryable, attempts, outcomeUnknown } = caught;
    const facts = [caught.code, caught.status, caught.traceId, caught.method, caught.path, caught.field];
    const more = [caught.taskId, caught.task?.urls[0], caught.retryAfterMs?.toFixed(), attempts.toFixed()];
    const safe = retryable && !outcomeUnknown;
    return [name, message, stack, cause, safe, caught.toJSON()["kind"], ...facts, ...more].join();
  }
  yes<Same<typeof caught, unknown>>();
  return caught instanceof A2EError ? caught.kind : "";
}

/** Every kind has its branch: a new kind, or a lost one, does not compile here. */
export function advice(error: A2EError): string {
  switch (error.kind) {
    case "config":
    case "auth":
    case "permission":
    case "credits":
      return "see to the account";
    case "validation":
    case "moderation":
    case "not_found":
    case "unsupported":
      return `change ${error.field ?? "the call"}`;
    case "rate_limit":
    case "server":
    case "network":
    case "timeout":
      return `again in ${error.retryAfterMs ?? 1000} ms`;
    case "unknown_outcome":
    case "decode":
    case "aborted":
    case "internal":
      return `look at the list first (${error.traceId})`;
    case "task_failed":
    case "task_timeout":
      return `look at ${error.taskId}`;
    default:
      return error.kind satisfies never;
  }
}

/** After a deadline the same task is waited for again. */
export async function patient(a2e: A2E, id: string): Promise<Task> {
  try {
    return await a2e.faceSwap.wait(id, { poll: { timeoutMs: 1000 } });
  } catch (error) {
    if (A2EError.is(error) && error.kind === "task_timeout" && error.taskId) {
      return a2e.faceSwap.wait(error.taskId);
    }
    throw error;
  }
}

/** A test makes the errors that its program is to meet. */
export function made(task: Task): A2EError[] {
  const cause = new TypeError("fetch failed");
  return [
    new A2EError("too few coins", { kind: "credits" }),
    new A2EError("slow down", { kind: "rate_limit", status: 429, code: "proxy_starts_per_minute", retryAfterMs: 5000 }),
    new A2EError("it failed", { kind: "task_failed", task, taskId: task.id, cause, field: undefined }),
  ];
}
