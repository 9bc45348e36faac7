
/** Where a task stands; `succeeded` and `failed` are ends. */
export type TaskState = "queued" | "running" | "succeeded" | "failed";

/**
 * A word of the service for where a task stands; `""` where a record has none. The families use different words, and the
 * service may add some: compare `state` instead.
 */
export type StatusWord =
  | "initialized" | "init" | "sent" | "start" | "pending" | "pendding" | "waiting"
  | "processing" | "process" | "running" | "in_progress" | "copy" | "training" | "generating"
  | "completed" | "complete" | "success" | "done" | "finished" | "ready" | "trained"
  | "failed" | "fail" | "error" | "cancelled" | "canceled" | "timeout" | "";

/** A task in the form that all families share. It survives `JSON.stringify`. */
export interface Task<Record = unknown, Family extends string = string> {
  /** Version of this form. */
  v: 1;
  /** The record's id, 24 hexadecimal digits. */
  id: string;
  /** The resource it belongs to, such as `faceSwap`. */
  family: Family;
  /** Where it stands. */
  state: TaskState;
  /** The service's own word for that, which differs between the families. Use `state` to find out where the task stands. */
  status: StatusWord;
  /** 0 to 100, where the family tells. */
  progress?: number;
  /** The results, http(s) addresses only; empty before the end. The files expire, most after 3 days: copy them. */
  urls: string[];
  /** The id of what was made, where the result is no file: a voice, an avatar. */
  resultId?: string;
  /** Why it failed, as the service puts it. */
  failure?: { code?: string | number; message: string };
  /** What it cost, where the record tells. */
  coins?: number;
  /** When the service made it (ISO 8601), where the record tells: to sort by. */
  createdAt?: string;
  /**
   * When this client first saw the task (ISO 8601): after a start the time of the start, else the time of the first answer about it.
   * It says nothing about when the task was made.
   */
  firstSeenAt: string;
  /** The tasks that the same start made besides this one. */
  siblings?: Task<Record, Family>[];
  /** The service's record as it came. */
  record: Record;
}

/** One page of records. */
export interface Page<Record> {
  /** The records in the service's order, newest first where it is known. */
  items: Record[];
  /** How many there are in all, where the service tells. */
  total?: number;
  /** The number of this page, from 1. */
  page: number;
  /** How many were asked for. */
  pageSize: number;
  /** Whether there is a next page, as far as this one tells. */
  hasMore: boolean;
}

/** Which page of a list. Any other name is refused, except those of the list's own filter. */
export interface ListQuery {
  /** From 1, which is the default. */
  page?: number | undefined;
  /** 1 to 100, 20 by default. */
  pageSize?: number | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Ends the call at once: the fetch, the pause before a retry, the wait. */
  signal?: AbortSignal | undefined;
  /** Limit of one attempt in milliseconds; 60 000 by default (uploads and downloads: 600 000). */
  timeoutMs?: number | undefined;
  /** Repeats of reads and deletes after transient failures, and of anything after 429; 2 by default. */
  maxRetries?: number | undefined;
  /** Headers of this call; `authorization`, `cookie` and `host` are refused. */
  headers?: { [name: string]: string } | undefined;
}

export interface A2E {
  /** The same as `close`: for `using`. */
  [Symbol.dispose](): void;
  /**
   * Calls any operation by method and path, for what this library does not know, and gives the
   * answer's `data`; with `raw: true` the `Response` itself, whatever its status but a redirect.
   *
   * Everything but GET, HEAD and DELETE counts as charging and is never sent twice by itself.
   */
  call(method: string, path: string, options: RawCallOptions & { raw: true }): Promise<Response>;
  call(method: string, path: string, options?: RawCallOptions): Promise<unknown>;
  /**
   * Waits for the end of a task of any family, as the family's own `wait` does: for tasks that were stored
   * and are taken up later or elsewhere. What was stored is checked like any input.
   */
  wait<Record, Family extends string>(
    task: Task<Record, Family>,
    options?: WaitOptions<Record, Family>,
  ): Promise<Task<Record, Family>>;
  /** The same for a task of which less is known. */
  wait(task: StoredTask, options?: WaitOptions): Promise<Task>;
  /** Every change of a task of any family, as the family's own `watch` gives them. */
  watch<Record, Family extends string>(
    task: Task<Record, Family>,
    options?: WatchOptions,
  ): AsyncIterableIterator<Task<Record, Family>>;
  /** The same for a task of which less is known. */
  watch(task: StoredTask, options?: WatchOptions): AsyncIterableIterator<Task>;
  /**
   * Waits for the end of many tasks of any families. Each has its own outcome, in the order of `tasks`;
   * rejects only if `tasks` is no array or an option is wrong.
   */
  waitAll(tasks: readonly StoredTask[], options?: WaitOptions): Promise<PromiseSettledResult<Task>[]>;
  /**
   * Polls a task at once, if this client waits for it: for webhooks, whose bodies are not to be trusted. Takes a view, its
   * JSON, or `{ family, id }`. Returns whether the client waits for the task.
   *
   * A task is polled again 2 seconds after its last poll at the earliest (or after `minIntervalMs`, if that is less): of
   * many calls in that time one poll is made. It is made in a hidden page, too, and while the service asks for a pause,
   * but then at most once in 10 seconds for each family. Where waits share nothing (`poll.shared` is `false`, the default
   * on Workers and edge functions), no wait can be told and the result is `false`: use `check` there, or
   * `shared: true` in a Durable Object.
   */
  notify(task: StoredTask): boolean;
  /**
   * Looks once at many tasks of any families, with as few requests as possible and without a pause: for
   * cron jobs, alarms, queues and serverless functions. Nothing is tried again.
   *
   * Each task has its own outcome, in the order of `tasks`: its fresh view, whatever its state, or an
   * `A2EError` with its `taskId`. A task that the service does not know yet is `not_found` and `retryable`: the task is
   * younger than a minute, or the answer is a success without a record. After a 429 no more tasks of its family are asked for: they are `rate_limit`.
   */
  check(tasks: readonly StoredTask[], options?: CallOptions): Promise<PromiseSettledResult<Task>[]>;
  /**
   * Downloads a result: the first of a finished task, or the one at an address. The token does not go to
   * the media host; the address must be https, or of this machine, after redirects too.
   *
   * A file that has expired is `not_found`. With stored tasks that others could have written, say by
   * `allowHosts` and `maxBytes` what you expect.
   */
  download(result: StoredTask, options?: DownloadOptions): Promise<Blob>;
}

/** A task of any family as it was stored: a view, the JSON of one, or family and id. */
export type StoredTask = Task | string | { family: string; id: string };

/** Options of `a2e.call`. */
export interface RawCallOptions extends CallOptions {
  /** Query parameters. */
  query?: { [parameter: string]: string | number | boolean | undefined } | undefined;
  /** A JSON body. */
  body?: object | undefined;
  /** Gives the `Response` itself, whatever its status but a redirect, which is an error. */
  raw?: boolean | undefined;
}

/** How waits poll. */
export interface PollOptions {
  /** Shortest pause between two looks in milliseconds; 2 000 by default (trainings: 5 000). */
  minIntervalMs?: number | undefined;
  /** Longest pause between two looks in milliseconds; 10 000 by default (trainings: 30 000). */
  maxIntervalMs?: number | undefined;
  /**
   * Deadline of the whole wait in milliseconds; one hour by default (trainings: 24), `Infinity` for none. The last poll
   * begins at the deadline, also if the machine slept past it, and may take ten seconds more. If no poll has come back
   * yet, the wait goes on until one has, for ten minutes at most. The client's `timeoutMs` limits each poll. While the service
   * asks for a longer pause there is no last poll, if the task was polled before: the error has `retryAfterMs`.
   *
   * A wait rejects earlier with `decode` and the task's id if something other than the service, such as a login page or a
   * firewall, answers 7 polls in a row for at least 30 seconds. Status 401 rejects at once.
   */
  timeoutMs?: number | undefined;
  /**
   * What a wait does while the page is hidden: `"slow"` polls every 10 seconds at most, `"pause"` does not poll, and
   * `"normal"` polls as if the page were seen; `"slow"` by default. The first poll, the last one at the deadline, and one after
   * `notify` are made in any case. A page that is shown again polls at once, or `minIntervalMs` after the last poll of the
   * task. Browsers slow the timers of hidden pages down by themselves, Chromium to one a minute after five minutes.
   *
   * `navigator.onLine` stops no poll, because it is often wrong. Polls that fail are made again after 2 to 10 seconds,
   * and when the browser tells that it is online again, as in a page that is shown again.
   */
  hidden?: "pause" | "slow" | "normal" | undefined;
}

/** How all waits of a client poll. */
export interface ClientPollOptions extends PollOptions {
  /**
   * Whether all waits of the client are looked after together, many tasks to a request. By default they
   * are, except on Cloudflare Workers and edge functions: there a request must not wait for what another
   * one does, so only the tasks of one `waitAll` or `check` are. `true` is for a Durable Object.
   */
  shared?: boolean | undefined;
}

/** Options of `watch`. */
export interface WatchOptions extends Omit<CallOptions, "timeoutMs"> {
  /** Refused, because it could mean a request or the whole wait: give `poll.timeoutMs`, or `timeoutMs` to the client. */
  timeoutMs?: undefined;
  /** How this wait polls; by default as the client does. */
  poll?: PollOptions | undefined;
}

/** Options of `wait`. */
export interface WaitOptions<Record = unknown, Family extends string = string> extends WatchOptions {
  /** Told of every change, the last one included. What it throws is ignored. */
  onProgress?: ((task: Task<Record, Family>) => void) | undefined;
}

/** What makes a start safe to repeat. */
export interface KeyOptions {
  /**
   * A key of your choice for this start, 8 to 64 letters, digits, `_` or `-`, such as a UUID: the same key
   * is the same task, also in another process.
   *
   * The service has no keys, so a hash of it goes into the task's name, as `<name> [a2e:<hash>]`; a `title`
   * keeps 17 characters of yours. Before the start the list is read back to `keyWindowMs` (free), and a task
   * with the key is taken, also one that failed. If no clear answer to the start comes back, the list is
   * read after 1, 5, 15 and 30 seconds; if the task is not there, the error is `unknown_outcome`. The same
   * call again then reads the list, and starts a task if it is not there. Each page of the list is asked for as often as
   * `maxRetries` allows. If that fails later than 30 seconds after the start, the list is not read again.
   *
   * The same key with other parameters is `validation`, with the `taskId` of its task. Calls with one key
   * in one process, and in the tabs of one browser, are one start. Two processes at the same moment can make
   * two. A page notes in `localStorage` what it has sent, until the end is known, so that it does not
   * send it again after it was closed. After an abort the next call of this process only polls for the task; another
   * process has to pass `sentAt` for that. Families whose tasks have no name or no list, refuse a key.
   */
  idempotencyKey?: string | undefined;
  /**
   * Whether this key was never used, as you know for sure; `false` by default. The list is then not read before
   * the start, so a list that is long, slow or broken does not hold it up. Leave it out when you repeat a call.
   */
  keyIsNew?: boolean | undefined;
  /**
   * Send the start again if no poll found a trace of it; `false` by default. A start that the service
   * carries out later than half a minute after it broke off is then made, and charged, twice.
   */
  resend?: boolean | undefined;
  /**
   * When the start may have been sent in an earlier life of your program: milliseconds since 1970, taken
   * before that call. Nothing is sent then. The list is polled at once, and at what is left of 1, 5, 15
   * and 30 seconds after `sentAt`. If the task is not there, the error is `unknown_outcome`, or
   * the start is sent with `resend`.
   */
  sentAt?: number | undefined;
  /** How far back the list is read for the key; by default as the client says. */
  keyWindowMs?: number | undefined;
}

/** Options of `start`. */
export interface StartOptions extends CallOptions, KeyOptions {}

/** Options of `run`. */
export interface RunOptions<Record = unknown, Family extends string = string>
  extends WaitOptions<Record, Family>, KeyOptions {}

/** Options of `download`. */
export interface DownloadOptions extends CallOptions {
  /** Refuses larger files; no limit by default. */
  maxBytes?: number | undefined;
  /** Refuses files of other hosts than these and those below them. */
  allowHosts?: readonly string[] | undefined;
  /** Told how many bytes have come; `total` where the host tells. */
  onProgress?: ((progress: { loaded: number; total?: number }) => void) | undefined;
}

/** Options of `storage.upload`. */
export interface UploadOptions extends CallOptions {
  /**
   * File name, path or address, for its extension only; by default the name of a `File`. Without an extension it is that of the
   * media type. Give a name with bytes of a disk and with `openAsBlob(path)` of Node, which have neither name nor type.
   */
  name?: string | undefined;
  /** Media type; by default the type of a `Blob`, or else by the extension, or else `application/octet-stream`. */
  contentType?: string | undefined;
  /** Refuses larger files; 500 000 000 by default, a limit of this library. */
  maxBytes?: number | undefined;
  /** Told how many bytes have left: step by step where XMLHttpRequest exists, else at start and end. */
  onProgress?: ((progress: { loaded: number; total: number }) => void) | undefined;
}

/** An attempt, as observers see it: without token, headers, query and body. */
export interface RequestEvent {
  /** Counts the calls of this client; the attempts of one call share it. In Workers and edge functions it begins anew after all calls have ended. */
  id: number;
  /** The HTTP method. */
  method: string;
  /** The path, without the query. */
  path: string;
  /** From 1. */
  attempt: number;
}

/** What a `fetch` is given. It fits the global one, undici's and node-fetch's, whose own types do not fit each other. */
export interface FetchInit {
  /** The HTTP method; `GET` if it is missing. */
  method?: string;
  /** A `Headers` object; for the bytes of an upload a plain object. Every `fetch` takes both. */
  headers?: Headers & { [name: string]: string };
  /** The JSON text of a call. For an upload it is a `Blob` or a view of bytes, although this type does not say so. */
  body?: string;
  /** What becomes of a redirect. */
  redirect?: "manual" | "follow" | "error";
  /** Ends the request. */
  signal?: AbortSignal;
  /** Keeps caches out. */
  cache?: "no-store";
  /** Whether cookies are sent. */
  credentials?: "include" | "same-origin" | "omit";
}

/** What a `fetch` must give: the part of a `Response` that is read. */
export interface FetchResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The headers. */
  readonly headers: { get(name: string): string | null };
  /** A stream of the web or of Node. */
  readonly body: object | null;
  /** `opaqueredirect` for a redirect in a page. */
  readonly type?: string;
  /** The address after redirects. */
  readonly url?: string;
  /** The whole body as a text. */
  text(): Promise<string>;
}

/** Options of a client. */
export interface ClientOptions {
  /** An API token, or a function that gives one, asked before each attempt. Not needed behind a proxy. */
  token?: (string | (() => string | Promise<string>)) | undefined;
  /** The service or a proxy; may have a path, and be relative in a page. `https://video.a2e.ai` by default. */
  baseUrl?: string | undefined;
  /** Called as `fetch(url, init)` in place of the global one. */
  fetch?: ((url: string, init: FetchInit) => Promise<FetchResponse>) | undefined;
  /** Limit of one attempt in milliseconds; 60 000 by default, `Infinity` for none. */
  timeoutMs?: number | undefined;
  /** Repeats after transient failures where they are safe; 2 by default. */
  maxRetries?: number | undefined;
  /** Language of the service's messages, such as `en-US`. */
  lang?: string | undefined;
  /** Headers of every request; `authorization`, `cookie` and `host` are refused. */
  headers?: { [name: string]: string } | undefined;
  /**
   * Whether requests carry the cookies of a page: `"include"` where a proxy of another origin knows its users by a cookie, for
   * which the proxy needs `credentials: true`. By default as `fetch` does: to the page's own origin only.
   */
  credentials?: "include" | "same-origin" | "omit" | undefined;
  /** Allows an `sk_` token in a page, where every visitor can read and spend it. */
  dangerouslyAllowBrowser?: boolean | undefined;
  /** Gets a line per request (`debug`) and warnings (`warn`); such as `console`. Never the token. */
  logger?: { debug(line: string): void; warn(line: string): void } | undefined;
  /** Told before each attempt. */
  onRequest?: ((event: RequestEvent) => void) | undefined;
  /** Told of each answer. */
  onResponse?: ((event: RequestEvent & { status: number; durationMs: number }) => void) | undefined;
  /** Told before each pause. */
  onRetry?: ((event: RequestEvent & { delayMs: number; kind: ErrorKind }) => void) | undefined;
  /** How this client's waits poll. */
  poll?: ClientPollOptions | undefined;
  /**
   * How far back a list is read for an `idempotencyKey`, in milliseconds before its newest row by the
   * service's own times; 24 hours by default. At most 50 pages of 100 rows are read. If these do not reach
   * so far, a start is refused with kind `config` before anything is sent.
   */
  keyWindowMs?: number | undefined;
}

/** A family of tasks. */
export interface TaskFamily<Start, Record, Family extends string, Filter = unknown> {
  /**
   * Starts a task. It is charged at once and never sent twice by itself: if no clear answer comes
   * back, the error's kind is `unknown_outcome`. Kind `network` means that it was not sent. With an `idempotencyKey` it can be repeated safely.
   */
  start(params: Start, options?: StartOptions): Promise<Task<Record, Family>>;
  /** One record, as the service gives it. */
  get(id: string, options?: CallOptions): Promise<Record>;
  /** One page of records. */
  list(query?: ListQuery & Filter, options?: CallOptions): Promise<Page<Record>>;
  /** Every record, page after page, each once; for one loop. */
  listAll(query?: ListQuery & Filter, options?: CallOptions): AsyncIterableIterator<Record>;
  /** Records by id, 1 to 200; ids that the service does not know are left out. */
  batch(ids: readonly string[], options?: CallOptions): Promise<Record[]>;
  /** Deletes a record. What the answer holds is not documented. */
  delete(id: string, options?: CallOptions): Promise<unknown>;
  /**
   * Waits for the end of a task, given as a view, a stored view or its JSON, a record, or an id, such as
   * the `taskId` of an error.
   *
   * All waits of a client are looked after together: many tasks of a family cost one request.
   *
   * Passing troubles of the service are waited out. Rejects with kind `task_failed`; `task_timeout`
   * at the deadline; `not_found`; `auth`, `permission` and the like; `decode` if a finished task
   * holds no result; `aborted`. The error carries `taskId` and, once seen, `task`.
   */
  wait(
    task: Task<Record, Family> | Record | string,
    options?: WaitOptions<Record, Family>,
  ): Promise<Task<Record, Family>>;
  /** Every change of a task; ends with the task. For one loop; leaving it stops the polling. */
  watch(
    task: Task<Record, Family> | Record | string,
    options?: WatchOptions,
  ): AsyncIterableIterator<Task<Record, Family>>;
  /** Starts a task and waits for its end. Rejects as `start` and `wait` do. */
  run(params: Start, options?: RunOptions<Record, Family>): Promise<Task<Record, Family>>;
  /** The view of a record. */
  task(record: Record): Task<Record, Family>;
}

/** A family whose records can be given another name. */
export interface Renamable {
  /** Gives a record another name. What the answer holds is not documented. */
  rename(id: string, name: string, options?: CallOptions): Promise<unknown>;
}

export interface FaceSwapPreviews {
  /** The record of one preview: the vendor's name for `get`. */
  status(id: string, options?: CallOptions): Promise<FaceSwapTask>;
}

export interface Storage {
  /**
   * Uploads a file and gives its public address, for the `…_url` fields of starts.
   *
   * Asks for an address (documented; charged to callers with an API token), then sends the bytes
   * there without the token. Files in the default bucket live 3 days. An empty file, one above `maxBytes`, and bytes in a
   * shared or resizable buffer are refused before anything is sent.
   *
   * A file on a disk is `await openAsBlob(path)` of `node:fs`, with `name`. If it changes or disappears before its bytes were
   * read, the error is of kind `network`, and the address was charged. With an own `fetch` in Node a `Blob` is read into memory.
   */
  upload(file: Blob | ArrayBuffer | ArrayBufferView, options?: UploadOptions): Promise<UploadedFile>;
}

/** What went wrong, in one word. */
export type ErrorKind =
  | "config"
  | "auth"
  | "permission"
  | "credits"
  | "validation"
  | "moderation"
  | "not_found"
  | "rate_limit"
  | "server"
  | "network"
  | "timeout"
  | "aborted"
  | "decode"
  | "task_failed"
  | "task_timeout"
  | "unknown_outcome"
  | "unsupported"
  | "internal";
