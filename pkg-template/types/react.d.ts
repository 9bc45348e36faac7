import type { A2E, A2EError, RunOptions, Task, TaskFamily, WatchOptions } from "./index.d.ts";

type Watchable = { watch: (...given: never) => AsyncIterableIterator<Task> };

/** The paths of all families below a resource. Without its condition TypeScript 5.4 looks too deep. */
type Paths<Resource> = {
  [Name in keyof Resource & string]: Resource[Name] extends (...given: never) => unknown
    ? never
    : (Resource[Name] extends Watchable ? Name : never) | `${Name}.${Paths<Resource[Name]>}`;
}[keyof Resource & string];

type At<Resource, Path extends string> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Resource ? At<Resource[Name], Rest> : never
  : Path extends keyof Resource ? Resource[Path] : never;

/** A family of tasks that can be followed, such as `faceSwap.previews`. */
export type FamilyName = Paths<A2E>;

/** A task of which there is no view. */
export interface TaskAddress<Family extends FamilyName = FamilyName> {
  /** The family it belongs to. */
  family: Family;
  /** Its id. */
  id: string;
}

/** The view of what is followed. */
export type ViewOf<Target> = Target extends Task
  ? Target
  : Target extends { family: infer Family extends FamilyName }
    ? At<A2E, Family> extends { watch: (...given: never) => AsyncIterableIterator<infer View> } ? View : never
    : never;

/** What is known of a task. */
export interface Following<View extends Task = Task> {
  /** Its latest view. */
  view: View | undefined;
  /** Why it is not followed any further. */
  error: A2EError | undefined;
  /** Whether there is more to come. */
  loading: boolean;
}

/** The same for `const task = { family: "faceSwap", id }`, of which TypeScript only knows that its family is a text. */
export function useTask<Family extends string, Id extends string>(
  client: A2E | null | undefined,
  task: string extends Family ? { family: Family; id: Id } : never,
  options?: WatchOptions,
): Following;
/**
 * Follows a task, given as a view, a stored view, or family and id, until it ends or the component
 * is gone. Without a task nothing happens; without a client it is `loading`, and is followed as soon
 * as there is one.
 *
 * A task that has ended is not asked for; one that failed is no `error`, but has a `view.failure`.
 *
 * Of the view that is given and the last one of the watch, the later one shows: by its state, then by its
 * progress, then by the `updatedAt` of its record. After an error, a given view that is later than the one
 * shown clears the error, and the task is followed again. The same happens with another client. To poll
 * again otherwise, after an error or a retry, give no task in between, or another `key` to the component.
 *
 * Another task, or another client, ends the old watch; a new object for the same task does not, and
 * options count from the next watch on. With another client, or with none for a moment, the view stays.
 * Make the client outside of the component or in an effect: one that is made in render is a new one at
 * each render, which is warned of in the console. A `signal` ends the watch with an `error` of kind
 * `aborted`. Tasks that the same start made besides this one are followed by hooks of their own.
 */
export function useTask<Target extends Task | TaskAddress>(
  client: A2E | null | undefined,
  task: Target | null | undefined,
  options?: WatchOptions,
): Following<ViewOf<Target>>;

/** A start, and what is known of the task that was started last. */
export interface Running<Start, Record, Family extends string> extends Following<Task<Record, Family>> {
  /**
   * Starts a task, which is charged, and waits for its end: `run` of the family. What it rejects with
   * is in `error` as well, so the promise may be left alone.
   *
   * Of several under way the last one shows; the others go on, and their promises settle. Without a
   * client it rejects with a `TypeError` of kind `config`. When the component is gone, or hidden by
   * `Activity`, it rejects with kind `aborted`. In both cases nothing is started.
   *
   * A `signal` ends the wait as `cancel` does; if it is aborted before the call, nothing is started.
   */
  run: (params: Start, options?: RunOptions<Record, Family>) => Promise<Task<Record, Family>>;
  /**
   * Stops waiting. The task goes on at the service and costs what it costs; `view` stays, and can be
   * followed again. The promise rejects with kind `aborted` and the task's id; it is no `error`.
   *
   * A start on its way is not stopped: the wait ends as soon as its answer, with the id, is there.
   */
  cancel: () => void;
}

/**
 * Starts tasks of a family, and shows how the last one goes. Nothing starts but by `run`, and
 * `loading` says that it is under way. A task that failed is an `error` of kind `task_failed`.
 *
 * When the component is gone, or hidden by `Activity`, its waits end as by `cancel`. `onProgress` of
 * `run` is told of a task that was started even then: that is the place to store it.
 */
export function useRun<Start, Record, Family extends string>(
  family: Pick<TaskFamily<Start, Record, Family>, "run"> | null | undefined,
): Running<Start, Record, Family>;
