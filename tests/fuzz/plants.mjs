// Faults that are planted into a client, one of each kind that the search must find. Each is put around the public methods of
// one family, where callers would meet it.

import { createClient } from "./package.mjs";
import { TOKEN } from "./values.mjs";

/** Replaces a method of the family of face swaps. */
const around = (name, wrap) => (a2e) => {
  const family = a2e.faceSwap;
  const real = family[name];
  family[name] = wrap(real.bind(family), a2e);
};

const kept = [];

/** The faults by the check that must find them. */
export const plants = {
  "never settles": around(
    "get",
    (real) =>
      (...given) =>
        new Promise((resolve) => real(...given).then(resolve, () => {})),
  ),

  "no A2EError": around(
    "get",
    (real) =>
      (...given) =>
        real(...given).catch((error) => {
          throw error.kind === "server" ? new TypeError("fetch failed") : error;
        }),
  ),

  unhandled: around("get", (real) => (...given) => {
    const value = real(...given);
    value.finally(() => {});
    return value;
  }),

  "second start": around(
    "start",
    (real) =>
      (...given) =>
        real(...given).catch((error) => {
          if (error.kind !== "unknown_outcome") throw error;
          return real(...given);
        }),
  ),

  "token shown": around(
    "get",
    (real) =>
      (...given) =>
        real(...given).catch((error) => {
          throw Object.assign(error, { traceId: TOKEN });
        }),
  ),

  // A client that nobody closes stays in the table of the glue.
  "growing memory": around("get", (real) => async (...given) => {
    kept.push(await createClient({ token: TOKEN, headers: { "x-a": "b" }, fetch() {} }));
    return real(...given);
  }),

  "lost id": around(
    "run",
    (real) =>
      (...given) =>
        real(...given).catch((error) => {
          delete error.taskId;
          throw error;
        }),
  ),

  "false end": around(
    "wait",
    (real) =>
      (...given) =>
        real(...given).catch((error) => error.task ?? Promise.reject(error)),
  ),

  "odd view": around("wait", (real) => async (...given) => ({ ...(await real(...given)), urls: ["javascript:alert(1)"] })),

  "charge forgotten": around(
    "start",
    (real) =>
      (...given) =>
        real(...given).catch((error) => {
          throw Object.assign(error, { outcomeUnknown: false });
        }),
  ),

  "left behind": around("get", (real) => (...given) => {
    setTimeout(() => {}, 3_600_000);
    return real(...given);
  }),
};
