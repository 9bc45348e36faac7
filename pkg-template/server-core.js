// What every entry of the proxy shares. What may pass is decided in wasm; here is what takes time, and the token.

import { Proxy as Decisions, finish, imports } from "./a2e_server.js";
import { memoryCounters, spend } from "./limits.js";
import { carry, detour } from "./uploads.js";
import { signWebhook } from "./webhooks.js";

export { A2EError } from "./a2e_server.js";
export { memoryCounters } from "./limits.js";
export { signWebhook, verifyWebhook } from "./webhooks.js";
export { kvOwners, memoryOwners } from "./owners.js";

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
    const core = new Decisions(options);
    const limits = { counters: memoryCounters(), ...options.limits };
    return async (request) => {
      const visit = new Visit(core, { ...options, limits }, request);
      try {
        return await visit.answer();
      } catch (cause) {
        visit.report(cause);
        // What went wrong may hold the token.
        const body = JSON.stringify({ code: 500, msg: "the proxy failed" });
        return new Response(body, { status: 500, headers: { "content-type": JSON_TYPE, "cache-control": "no-store" } });
      }
    };
  };
}

/** One request, on its way to an answer. */
class Visit {
  constructor(core, options, request) {
    Object.assign(this, { core, options, request });
  }

  async answer() {
    const { core } = this;
    const machine = core.visit(this.#facts());
    try {
      let outcome;
      for (;;) {
        const command = machine.step(outcome);
        if (!command.task) return this.#response(command.value);
        outcome = await this[command.task](command).catch((cause) => {
          // Whoever went away is no trouble.
          if (!this.request.signal?.aborted) this.report(cause);
          return { isFailed: true };
        });
      }
    } finally {
      machine.free();
    }
  }

  #facts() {
    const { request, core } = this;
    // Some servers hand on what makes no address, such as a Host that is none.
    const address = URL.canParse(request.url) ? request.url : "about:blank";
    const { origin: here, pathname, searchParams } = new URL(address);
    const header = (name) => request.headers.get(name) ?? "";
    return {
      method: request.method,
      // Whatever is not below the proxy's place is no operation.
      path: pathname.startsWith(`${core.path}/`) ? pathname.slice(core.path.length) : "",
      query: [...searchParams],
      here,
      origin: header("origin"),
      hasCookie: request.headers.has("cookie"),
      hasBody: request.body !== null && header("content-length") !== "0",
      // Deno gives a body to each request but GET and HEAD.
      isBodySure: ["content-length", "transfer-encoding"].some((name) => request.headers.has(name)),
      mediaType: header("content-type"),
      preflight: request.method === "OPTIONS" && request.headers.has("access-control-request-method"),
      wantedHeaders: header("access-control-request-headers"),
    };
  }

  #response({ status, headers, body }) {
    return new Response(body, { status, headers });
  }

  /** Tells the server's own log; what it does with it changes nothing. */
  report(cause) {
    try {
      Promise.resolve(this.options.onError?.(cause, this.request)).catch(() => {});
    } catch {
      // As above.
    }
  }

  async authorize({ operation }) {
    return { value: await this.options.authorize(this.request, operation) };
  }

  /** The body as a text, as long as it is short enough. */
  async body({ most, ms }) {
    if (Number(this.request.headers.get("content-length")) > most) return { isTooLong: true };
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const reader = this.request.body.getReader();
    let timer;
    // Whoever sends a letter a minute holds a place for ever.
    const late = new Promise((resolve) => (timer = setTimeout(resolve, ms, { isLate: true })));
    const read = async () => {
      let value = "";
      for (let length = 0; ; ) {
        const part = await reader.read();
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

  async owners({ ids }) {
    // The same record can be named twice, and a row may have no id.
    const wanted = [...new Set(ids)].filter(Boolean);
    const users = wanted.length ? await this.options.owners.get(wanted) : [];
    // Anything else would be read as "nobody's", which more may be done with.
    const isGood = Array.isArray(users) && users.length === wanted.length && users.every((user) => typeof (user ?? "") === "string");
    if (!isGood) throw new TypeError("`owners.get` must give an array with a text or `undefined` for each id");
    const byId = new Map(wanted.map((id, place) => [id, users[place] ?? undefined]));
    return { value: ids.map((id) => byId.get(id)) };
  }

  async own({ ids, user }) {
    await Promise.all(ids.map((id) => this.options.owners.set(id, user, this.hook)));
    return {};
  }

  /** Whether a user may start this now. */
  async limit({ user, path, body, seconds }) {
    const price = async () => {
      const question = JSON.stringify({ endpoint: path, requestBody: JSON.parse(body) });
      const answer = await this.send({ method: "POST", path: QUOTE, query: [], body: question, isWhole: true });
      const { code, data } = JSON.parse(answer.text);
      if (code !== 0 || typeof data?.credits !== "number") throw new Error("the service named no price");
      return data.credits;
    };
    return spend(this.options.limits, user, price, seconds);
  }

  /** The address and the token by which the service will tell of the end of a start. */
  async sign({ family }) {
    const { nonce, params } = await signWebhook(this.core.webhookUrl, { secret: this.options.secret, family });
    this.hook = { family, nonce };
    return { url: params.webhook_url, token: params.webhook_token };
  }

  /** The address of an upload that goes through here, in the place of the storage's. */
  async detour({ url }) {
    return { value: await detour(this, url) };
  }

  /** The bytes of such an upload. */
  async carry() {
    return carry(this);
  }

  async send({ method, path, query, body, isWhole }) {
    const { options, request, core } = this;
    const token = typeof options.token === "function" ? await options.token() : options.token;
    if (typeof token !== "string" || !token) throw new TypeError("`token` is a function that gave no string");
    const headers = { accept: JSON_TYPE, authorization: `Bearer ${token}` };
    if (body !== undefined) headers["content-type"] = JSON_TYPE;
    const language = request.headers.get("x-lang");
    if (language) headers["x-lang"] = language;
    const search = query.length ? `?${new URLSearchParams(query)}` : "";
    // Of the caller's own headers nothing else goes on.
    const init = { method, headers, body, redirect: "manual", signal: request.signal };
    const response = await (options.fetch ?? fetch)(core.base + path + search, init);
    // A redirect that a page could not look into.
    const status = response.type === "opaqueredirect" ? 302 : response.status;
    const type = (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
    const relayed = [["content-type", type === EVENTS ? EVENTS : JSON_TYPE]];
    for (const name of RELAYED) {
      if (response.headers.has(name)) relayed.push([name, response.headers.get(name).replaceAll(token, "[token]")]);
    }
    const isPlain = type === JSON_TYPE || type === EVENTS;
    if (!isPlain || status >= 300 && status < 400) {
      response.body?.cancel().catch(() => {});
      return { status, isPlain };
    }
    if (isWhole && type === JSON_TYPE) {
      return { status, isPlain, headers: relayed, text: (await response.text()).replaceAll(token, "[token]") };
    }
    return { status, isPlain, headers: relayed, stream: response.body && without(response.body, token) };
  }
}

/** A stream of text in which a word never appears, also where it comes in two parts. */
function without(stream, word) {
  let rest = "";
  const hide = new TransformStream({
    transform(part, controller) {
      rest = (rest + part).replaceAll(word, "[token]");
      // So many letters could be the beginning of it.
      let held = Math.min(word.length - 1, rest.length);
      while (held && !word.startsWith(rest.slice(-held))) held -= 1;
      if (rest.length > held) controller.enqueue(rest.slice(0, rest.length - held));
      rest = held ? rest.slice(-held) : "";
    },
    flush(controller) {
      if (rest) controller.enqueue(rest);
    },
  });
  return stream.pipeThrough(new TextDecoderStream()).pipeThrough(hide).pipeThrough(new TextEncoderStream());
}
