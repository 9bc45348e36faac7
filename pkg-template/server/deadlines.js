// Deadlines, so that nothing that this server asks can hold a request for ever.

/** A timer of more would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** What took too long. */
export class Late extends Error {}

/**
 * What `run` gives, or a rejection with `Late` after the time. `run` gets an `AbortController`, which is aborted then.
 */
export function within(ms, problem, run) {
  const controller = new AbortController();
  let timer;
  const deadline = new Promise((_, reject) => {
    if (!(ms <= LONGEST_MS)) return;
    timer = setTimeout(() => {
      const late = new Late(`${problem} within ${ms} ms`);
      controller.abort(late);
      reject(late);
    }, ms);
  });
  // A function that throws at once is one whose promise rejects.
  const attempt = (async () => run(controller))();
  return Promise.race([attempt, deadline]).finally(() => clearTimeout(timer));
}
