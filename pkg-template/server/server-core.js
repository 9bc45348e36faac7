// What every entry of the proxy shares. What may pass is decided in wasm; here is what takes time, and the token.

import { A2EError, finish, imports } from "../a2e_server.js";
import { Late, within } from "./deadlines.js";
import { fresh } from "./fresh.js";
import { hidden, hiding } from "./hidden.js";
import { spend } from "./limits.js";
import { Settings } from "./settings.js";
import { leave, webStream } from "./streams.js";
import { carry, detour } from "./uploads.js";
import { signWebhook } from "./webhooks.js";

export { A2EError } from "../a2e_server.js";
export { memoryCounters, spend } from "./limits.js";
export { signWebhook, verifyWebhook } from "./webhooks.js";
export { kvOwners, memoryOwners } from "./owners.js";

/** @import { Outcome, Sent, Tasks } from "../../src/server/seam.d.ts" */

/** @type {(keyof Tasks)[]} The methods of `Visit` that a machine may have run. */
const TASKS = ["authorize", "body", "owners", "own", "limit", "sign", "detour", "carry", "send"];

/** Headers of the service that a caller gets to see; its type of content comes besides. */
const RELAYED = ["retry-after", "x-trace-id", "x-request-id"];
const JSON_TYPE = "application/json";
/** Where the price of a start is asked for. */
const QUOTE = "/api/v1/generation/quote";
const EVENTS = "text/event-stream";

/** Starts the module, which came compiled. Nothing is waited for, because `createProxy` answers at once. */
export function startAtOnce(module) {
  finish(new WebAssembly.Instance(module, imports()));
}

/** Makes `createProxy` of an entry out of its way to start the module. */
export function proxyMaker(start) {
  let started = false;
  return (options) => {
    if (!started) {
      start();
      started = true;
    }
    const settings = new Settings(options);
    return async (request, context) => {
      const visit = new Visit(settings, request, context);
      try {
        return await visit.answer();
      } catch (cause) {
        visit.report(cause);
        // What went wrong may hold the token.
        const body = JSON.stringify({ code: 500, msg: "the proxy failed", ...(!visit.wasSent && { sent: false }) });
        return new Response(body, { status: 500, headers: { "content-type": JSON_TYPE, "cache-control": "no-store" } });
      }
    };
  };
}

/**
 * One request, on its way to an answer.
 * @implements {Tasks}
 */
class Visit {
  /** Whether anything was handed to `fetch`. */
  wasSent = false;

  constructor(settings, request, context) {
    this.core = settings.read();
    this.options = settings.options;
    this.request = request;
    this.context = context;
  }

  answer() {
    this.whole = this.#answer();
    return this.whole;
  }

  async #answer() {
    const { core } = this;
    const machine = core.decisions.visit(this.#facts());
    try {
      /** @type {Outcome | undefined} */
      let outcome;
      for (;;) {
        const command = machine.step(outcome);
        const { task } = command;
        if (!task) return this.#response(command.value);
        if (!TASKS.includes(task)) throw new TypeError(`the proxy has no task \`${task}\``);
        outcome = await this[task](command).catch((cause) => {
          // A caller who went away is no trouble.
          const isGone = Boolean(this.request.signal?.aborted);
          if (!isGone) this.report(cause);
          return { isFailed: true, isGone, isLate: cause instanceof Late, isUnsent: !this.wasSent, thrown: cause };
        });
      }
    } finally {
      machine.free();
    }
  }

  #facts() {
    const { request, core } = this;
    const { method, body, bodyUsed } = request;
    // Some servers hand on what makes no address, such as a Host that is none.
    const isAddress = URL.canParse(request.url);
    const { origin, pathname, searchParams } = new URL(isAddress ? request.url : "about:blank");
    const header = (name) => request.headers.get(name) ?? "";
    return {
      method,
      // A path that is not below the proxy's place is no operation.
      path: pathname.startsWith(`${core.path}/`) ? pathname.slice(core.path.length) : "",
      query: [...searchParams],
      here: isAddress ? origin : "",
      origin: header("origin"),
      site: header("sec-fetch-site"),
      hasCookie: request.headers.has("cookie"),
      hasBody: body !== null && header("content-length") !== "0",
      isSpent: bodyUsed || (body === null && Number(header("content-length")) > 0),
      // Deno gives a body to each request but GET and HEAD.
      isBodySure: ["content-length", "transfer-encoding"].some((name) => request.headers.has(name)),
      mediaType: header("content-type"),
      preflight: method === "OPTIONS" && request.headers.has("access-control-request-method"),
      wantedHeaders: header("access-control-request-headers"),
    };
  }

  #response({ status, headers, body, reason }) {
    if (reason) this.report(new A2EError(`createProxy: a request was refused: ${reason}`, { kind: "permission", status }));
    // Statuses such as 204 have no body, not even an empty one.
    return new Response(body || null, { status, headers });
  }

  /** Tells the server's own log; what it does with it changes nothing. */
  report(cause) {
    try {
      Promise.resolve(this.options.onError?.(cause, this.request)).catch(() => {});
    } catch {
      // As above.
    }
  }

  /** What a function of the server's own gives, unless it takes too long. */
  #ask(name, call) {
    return within(this.core.callbackTimeoutMs, `\`${name}\` did not answer`, call);
  }

  /** @returns {Promise<Outcome>} */
  async authorize({ operation }) {
    return { value: await this.#ask("authorize", () => this.options.authorize(this.request, operation)) };
  }

  /**
   * The body as a text, as long as it is short enough.
   * @returns {Promise<Outcome>}
   */
  async body({ most, ms }) {
    const { headers, bodyUsed } = this.request;
    // `authorize` has it too.
    if (bodyUsed) return { isSpent: true };
    const told = Number(headers.get("content-length"));
    if (told > most) return { isTooLong: true };
    // What was decompressed on its way here has another length.
    const expected = headers.has("content-encoding") ? 0 : told;
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const reader = webStream(this.request.body).getReader();
    let timer;
    // A caller who sends a letter a minute would hold a place for ever.
    const late = new Promise((resolve) => (timer = setTimeout(resolve, ms, { isLate: true })));
    const read = async () => {
      let value = "";
      for (let length = 0; ; ) {
        const part = await reader.read();
        if (part.done && length < expected) return { isShort: true };
        if (part.done) return { value: value + decoder.decode() };
        length += part.value.byteLength;
        if (length > most) return { isTooLong: true };
        value += decoder.decode(part.value, { stream: true });
      }
    };
    try {
      return await Promise.race([read(), late]);
    } finally {
      clearTimeout(timer);
      reader.cancel().catch(() => {});
    }
  }

  /** @returns {Promise<Outcome>} */
  async owners({ ids }) {
    // The same record can be named twice, and a row may have no id.
    const wanted = [...new Set(ids)].filter(Boolean);
    const users = wanted.length ? await this.#ask("owners.get", () => this.options.owners.get(wanted)) : [];
    // Any other value would be read as "no owner", and users may do more with records that have none.
    const isGood = Array.isArray(users) && users.length === wanted.length && users.every((user) => typeof (user ?? "") === "string");
    if (!isGood) throw new TypeError("`owners.get` must give an array with a text or `undefined` for each id");
    const byId = new Map(wanted.map((id, place) => [id, users[place] ?? undefined]));
    return { value: ids.map((id) => byId.get(id)) };
  }

  /** @returns {Promise<Outcome>} */
  async own({ ids, user }) {
    const set = (id) => this.options.owners.set(id, user, this.hook);
    await this.#ask("owners.set", () => Promise.all(ids.map(set)));
    return {};
  }

  /**
   * Whether a user may start this now: nothing, or the limit that forbids it.
   * @returns {Promise<Outcome>}
   */
  async limit({ user, path, body, seconds }) {
    const price = async () => {
      // The very text that was checked, and is sent.
      const question = `{"endpoint":${JSON.stringify(path)},"requestBody":${body}}`;
      const answer = await this.#exchange({ method: "POST", path: QUOTE, query: [], body: question, endsWithCaller: true });
      const { code, data } = JSON.parse(/** @type {string} */ (answer.text));
      // Anything but a finite number would be added up to something else.
      if (code !== 0 || !Number.isFinite(data?.credits) || data.credits < 0) throw new Error("the service named no price");
      return data.credits;
    };
    const { counters } = this.options.limits;
    const add = (...given) => this.#ask("counters.add", () => counters.add(...given));
    return spend({ ...this.options.limits, counters: { add } }, user, price, seconds);
  }

  /**
   * The address and the token by which the service will tell of the end of a start.
   * @returns {Promise<Outcome>}
   */
  async sign({ family }) {
    const { nonce, params } = await signWebhook(this.core.webhookUrl, { secret: this.options.secret, family });
    this.hook = { family, nonce };
    this.hookToken = params.webhook_token;
    return { url: params.webhook_url, token: params.webhook_token };
  }

  /**
   * The address of an upload that goes through here, in the place of the storage's.
   * @returns {Promise<Outcome>}
   */
  async detour({ url, base }) {
    return { value: await detour(this.options.secret, url, base) };
  }

  /**
   * The bytes of such an upload.
   * @returns {Promise<Outcome>}
   */
  async carry() {
    return carry(this);
  }

  /** @returns {Promise<Outcome>} */
  async send(command) {
    // Nobody waits for what is still to be sent.
    if (this.request.signal?.aborted) throw this.request.signal.reason;
    if (!command.endsWithCaller) this.#stay();
    return this.#exchange(command, () => (this.wasSent = true));
  }

  /** Has the host keep this going to its end, also where the caller goes away. */
  #stay() {
    try {
      this.context?.waitUntil?.(/** @type {Promise<Response>} */ (this.whole).catch(() => {}));
    } catch (cause) {
      this.report(cause);
    }
  }

  /**
   * One exchange with the service.
   * @param {Sent} command
   * @returns {Promise<Outcome>}
   */
  async #exchange({ method, path, query, body, endsWithCaller }, onSent = () => {}) {
    const { options, request, core } = this;
    const { token: given } = options;
    const token = typeof given === "function" ? await this.#ask("token", () => given()) : given;
    if (typeof token !== "string" || !token) throw new TypeError("`token` is a function that gave no string");
    const headers = { accept: JSON_TYPE, authorization: `Bearer ${token}` };
    if (body !== undefined) headers["content-type"] = JSON_TYPE;
    const language = request.headers.get("x-lang");
    if (language) headers["x-lang"] = language;
    const search = query.length ? `?${new URLSearchParams(query)}` : "";
    const words = [token, this.hookToken].filter(Boolean);
    const run = async (controller) => {
      if (endsWithCaller) request.signal?.addEventListener("abort", () => controller.abort(request.signal.reason), { once: true });
      // Of the caller's own headers nothing else goes on.
      const init = { method, headers, body, redirect: "manual", signal: controller.signal, ...fresh() };
      onSent();
      return relayed(await (options.fetch ?? fetch)(core.base + path + search, init), words);
    };
    return within(core.upstreamTimeoutMs, "the service did not answer", run);
  }
}

/**
 * What of an answer goes on; JSON as a text, because it may hold what the caller must not have.
 * @returns {Promise<Outcome>}
 */
async function relayed(response, words) {
  // A redirect that a page could not look into.
  const status = response.type === "opaqueredirect" ? 302 : response.status;
  const type = (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
  const headers = [["content-type", type === EVENTS ? EVENTS : JSON_TYPE]];
  for (const name of RELAYED) {
    if (response.headers.has(name)) headers.push([name, hidden(response.headers.get(name), words)]);
  }
  const isPlain = type === JSON_TYPE || type === EVENTS;
  if (!isPlain || (status >= 300 && status < 400)) {
    leave(response.body);
    return { status, isPlain };
  }
  if (type === JSON_TYPE) return { status, isPlain, headers, text: hidden(await response.text(), words) };
  return { status, isPlain, headers, stream: response.body && hiding(webStream(response.body), words) };
}
