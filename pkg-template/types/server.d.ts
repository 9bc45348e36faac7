/** Makes a proxy. Throws an `A2EError` of kind `config` where an option cannot work. */
export function createProxy(options: ProxyOptions): ProxyFunction;

/** Answers a request. `context` is for hosts that stop when the caller goes away; what other hosts give is not looked at. */
export type ProxyFunction = (request: Request, context?: ProxyContext | object) => Promise<Response>;

/** What a host has to go on after its answer: the third argument of a Worker's `fetch`, or `{ waitUntil: after }` in Next.js. */
export interface ProxyContext {
  /** Keeps the host going until the promise settles. The proxy hands it every request that may make a record. */
  waitUntil(promise: Promise<unknown>): void;
}

/** The options of a proxy. */
export interface ProxyOptions {
  /** The API token, or a function that gives it, asked before each request. It leaves the proxy to the service alone. */
  token: string | (() => string | Promise<string>);
  /**
   * What is forwarded; nothing by default. A method by its name behind `a2e.` (`"faceSwap.start"`, `"storage.upload"`,
   * `"account.coins"`); a resource (`"faceSwap"`) for the start, get, list, batch, delete and rename of its tasks; `"reads"`
   * for reads of tasks of all families and for catalogues: public voices, avatars, languages, backgrounds.
   * Lists of the whole account, balances, tokens and users are named one by one.
   */
  allow: string[];
  /** Says who asks, as a text of at most 256 bytes that names the user. Anything else is nobody: 401. */
  authorize(
    request: Request,
    operation: { name: string; family?: string; isRead: boolean },
  ): string | null | undefined | Promise<string | null | undefined>;
  /** Remembers whose records are whose. Needed unless `sharedAccount`. */
  owners?: Owners;
  /** Lets every user see, use and delete what any user made. */
  sharedAccount?: boolean;
  /** Where the service is; the global host by default. */
  baseUrl?: string;
  /** Where the proxy is on its own host: `"/api/a2e"` by default, which is the client's `baseUrl`. */
  path?: string;
  /**
   * Where pages see the proxy, if a reverse proxy changes that: an origin such as `"https://app.example.com"`, with a path where
   * that is another too. Requests that name another host are then refused.
   */
  publicUrl?: string;
  /**
   * Origins of other pages that may ask, such as `"https://app.example.com"`. A star stands for letters, digits and hyphens of the
   * first label: `"https://my-app-*.vercel.app"`. Apps have origins too: `"capacitor://localhost"`, `"tauri://localhost"`,
   * `"chrome-extension://<id>"`. Plain http is for this machine and private networks.
   */
  origins?: string[];
  /** Lets the pages of `origins` send cookies, for clients with `credentials: "include"`. */
  credentials?: boolean;
  /** The longest body; 1 MiB by default. Files go to the storage directly. */
  maxBodyBytes?: number;
  /** How long a body may take to come; 30 s by default. */
  bodyTimeoutMs?: number;
  /** How long `authorize`, `owners`, `counters` and a `token` function may each take; 10 s by default. Later is a 503. */
  callbackTimeoutMs?: number;
  /** How long the service may take to answer; 120 s by default. Later is a 504. */
  upstreamTimeoutMs?: number;
  /** From which webhooks are known: at least 32 characters, kept as well as the token. */
  secret?: string;
  /**
   * Lets files come this way as well, where a storage refuses the origin of your page. They go straight to it otherwise.
   * Needs `secret`, by which the proxy knows the addresses that it gave.
   */
  proxyUploads?: boolean;
  /**
   * The hosts of the storage, such as `"storage.example.com"`: files that come this way go to these and to hosts below
   * them, and other addresses are refused. Without it they go to every host with a public name, over https.
   */
  storageHosts?: string[];
  /** Where the service is to tell of the end of a task: an address of yours that calls `verifyWebhook`. */
  webhookUrl?: string;
  /** How much each user may start; nothing is limited by default. */
  limits?: Limits;
  /** Called as `fetch(url, init)` in place of the global one. */
  fetch?: (url: string, init: FetchInit) => Promise<FetchResponse>;
  /** Told of what went wrong, of which the caller is told nothing, and of refusals that a setting of this server may have caused. */
  onError?(cause: unknown, request: Request): void;
}

/**
 * How much each user may start. A start that the service refuses counts as well. What is above gets a 429 whose `code` is
 * `"proxy_starts_per_minute"` or `"proxy_coins_per_day"`, with `retry-after`.
 */
export interface Limits {
  /** Starts of tasks, and openings of streaming rooms, in a minute of the clock. */
  startsPerMinute?: number;
  /** Coins for starts on a day (UTC), by the prices that the service quotes before. */
  coinsPerDay?: number;
  /**
   * Seconds of streaming rooms on a day (UTC), by `expire_seconds` of `streaming.join`, which is needed then. The coins
   * of rooms are not counted by `coinsPerDay` with it.
   */
  roomSeconds?: number;
  /** Where it is counted: in memory by default, so each process lets through as much. */
  counters?: Counters;
}

/** Sums that are forgotten. */
export interface Counters {
  /** Adds to the sum of a key, which lives so long from its first amount on; gives the new sum. */
  add(key: string, amount: number, lifeMs: number): Promise<number>;
}

/** In memory: for tests, and for one process. */
export function memoryCounters(): Counters;

/**
 * Counts a start that your own server sends past the proxy. Returns an empty object if the user may send it. Otherwise it
 * returns the limit, how much it allows, and the milliseconds until it allows more; coins of that start are not counted.
 * `price` gives the coins that the start costs. It is called only where coins are limited; what it throws is thrown.
 */
export function spend(
  limits: Limits & { counters: Counters },
  user: string,
  price: () => number | Promise<number>,
): Promise<{ limit?: undefined } | { limit: "startsPerMinute" | "coinsPerDay"; most: number; waitMs: number }>;

/**
 * Whose a record is. What it throws refuses the request. An id is a record's, in small letters, or a text of the proxy's own,
 * such as `room:…`, `voice:…` and `key:…`.
 */
export interface Owners {
  /**
   * The users of records, in the order of their ids; `undefined` for what nobody owns. Anything but an array with one
   * text or `undefined` for each id refuses the request.
   */
  get(ids: string[]): Promise<(string | undefined)[]>;
  /**
   * A record was made for a user, with a webhook if there is a `hook`. It must throw where the record belongs to another
   * user: the first owner stays.
   */
  set(id: string, user: string, hook?: { family: string; nonce: string }): Promise<void>;
}

/** In memory: for tests, and for one process that nobody starts again while tasks run. */
export function memoryOwners(): Owners;

/**
 * In a namespace of Workers KV; an entry lasts 30 days by default. The first owner of a record stays, as far as KV shows it: two
 * writes within its delay of a minute can both succeed.
 */
export function kvOwners(
  namespace: {
    get(key: string): Promise<string | null>;
    put(key: string, value: string, options: { expirationTtl: number }): Promise<void>;
  },
  options?: { prefix?: string; expirationTtl?: number },
): Owners;

/**
 * Whether a request is the service's call for a start of a proxy with this secret; `undefined` for any other. It is a
 * reason to look at the task, never a result: the body's shape is not published. `id` is there where the body names one.
 *
 * Rejects with an `A2EError` of kind `config` where the secret is missing or shorter than 32 characters, and where a parser has
 * read the body and left it neither in `body` nor in `rawBody`.
 */
export function verifyWebhook(
  request: Request | WebhookRequest,
  options: { secret: string },
): Promise<{ family?: string; id?: string; nonce: string } | undefined>;

/** A request of Node's or of what is built on it, such as Express', before or behind a body parser. */
export interface WebhookRequest {
  /** The method, such as `POST`. */
  method?: string | undefined;
  /** The path with its query. */
  url?: string | undefined;
  /** The same before a mount took a part of it off. */
  originalUrl?: string | undefined;
  /** As Node has them. */
  headers: { [name: string]: string | string[] | undefined };
  /** What a parser made of the body. */
  body?: unknown;
  /** The bytes that it read. */
  rawBody?: unknown;
}

/**
 * What a start of your own server's takes for the service to tell of its end: two parameters, and the nonce by which
 * `verifyWebhook` knows it. A nonce of your own can name the place that waits; it is in the address for all to read.
 * Rejects with an `A2EError` of kind `config` where the secret is shorter than 32 characters, or the address has a query.
 */
export function signWebhook(
  webhookUrl: string,
  options: { secret: string; family?: string; nonce?: string },
): Promise<{ nonce: string; params: { webhook_url: string; webhook_token: string } }>;

import type { FetchInit, FetchResponse } from "./index.js";

export { A2EError } from "./index.js";
