// The commands that reach the network: one request, or the bytes of a file.

import { attempt, quietly } from "./host.js";

/** @import { Abortable, Command, Fetch, Outcome, Task } from "./seam.d.ts" */

/**
 * The command of one request.
 * @param {string} method
 * @param {string} url
 * @param {string} token
 * @param {string} lang
 * @param {string} more the caller's own headers, names and values in turn, each with a line break
 * @param {string | undefined} body
 * @param {boolean} raw whether the outcome has the `Response` itself
 * @param {AbortSignal | undefined} signal the caller's
 * @param {RequestCredentials | undefined} credentials
 * @param {number} ms
 * @param {Fetch | undefined} own
 * @returns {Command}
 */
export function exchangeCommand(method, url, token, lang, more, body, raw, signal, credentials, ms, own) {
  /** @returns {Promise<Outcome>} */
  const task = async (/** @type {Outcome} */ answer, /** @type {Abortable} */ controller) => {
    const { signal: ours } = controller;
    const headers = new Headers({ accept: "application/json" });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (lang) headers.set("x-lang", lang);
    for (const [, name, value] of more.matchAll(/(.*)\n(.*)\n/g)) headers.set(/** @type {string} */ (name), /** @type {string} */ (value));
    if (token) headers.set("authorization", `Bearer ${token}`);
    // Followed redirects can carry the token to another host.
    /** @type {RequestInit} */
    const init = { method, headers, body, redirect: "manual", signal: ours };
    // Old dates of workerd throw at this word.
    if (credentials) init.credentials = credentials;
    // It must reach the body of a raw answer after the call has ended.
    if (raw && signal) {
      init.signal = attempt(() => AbortSignal.any([signal, ours])) ?? ours;
      // Those of several realms cannot be joined.
      if (init.signal === ours) signal.addEventListener("abort", () => controller.abort(signal.reason));
    }
    const response = await send(answer, own, url, init);
    if (raw) return { response };
    let text = await response.text();
    // A service may echo it. What is shorter is no secret, and may be a word of the data.
    if (token.length > 7) text = text?.replaceAll(token, "[token]");
    if (/** @type {number} */ (answer.status) < 300) return { text };
    // A server may put a secret into the rest of an address.
    const location = header(response, "location")?.split(/[?#]/)[0];
    return { text, retryAfter: header(response, "retry-after"), location };
  };
  return { ms, task };
}

/**
 * The command that moves a file: an upload, if it has a media type.
 * @param {string | undefined} type
 * @param {string} url
 * @param {any} body a Blob, an ArrayBuffer or a view of one, of any realm
 * @param {RequestRedirect} redirect
 * @param {number} total
 * @param {((progress: { loaded: number, total: number | undefined }) => void) | undefined} onProgress
 * @param {number} ms
 * @param {Fetch | undefined} own
 * @returns {Command}
 */
export function transferCommand(type, url, body, redirect, total, onProgress, ms, own) {
  const tell = (loaded, total) => quietly(() => onProgress?.({ loaded, total }));
  const isGood = (/** @type {{ status?: any }} */ { status }) => status >= 200 && status < 300;

  /**
   * The bytes of an upload: by XMLHttpRequest where that exists, because only it tells how far it has come.
   * @returns {Promise<undefined>}
   */
  const put = async (/** @type {Outcome} */ answer, /** @type {Abortable} */ controller) => {
    const { signal } = controller;
    tell(0, total);
    const byXhr = !own && typeof XMLHttpRequest === "function";
    // A sender makes the text `[object Blob]` of one that is not of its host. node-fetch 2 takes none, and jsdom only its own.
    const isNode = globalThis.process?.versions?.node;
    const taken = own || byXhr ? !isNode && Blob : (await new Response().blob()).constructor;
    if (!taken || !(body instanceof taken)) {
      const bytes = body.byteLength === undefined ? await bytesOf(body) : body;
      // Some senders know an ArrayBuffer of their own realm alone, but a view of any.
      body = ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
      if (body.byteLength !== total) throw new TypeError("the file could not be read");
    }
    if (signal.aborted) return;
    if (byXhr) {
      const xhr = new XMLHttpRequest();
      signal.addEventListener("abort", () => xhr.abort());
      xhr.open("PUT", url);
      xhr.setRequestHeader("content-type", /** @type {string} */ (type));
      xhr.upload.onprogress = ({ loaded }) => tell(loaded, total);
      const ended = new Promise((resolve) => (xhr.onloadend = resolve));
      xhr.send(body);
      answer.unsent = false;
      await ended;
      if (!xhr.status) throw new TypeError("the upload broke off");
      answer.status = xhr.status;
    } else {
      /** @type {RequestInit} */
      const init = { method: "PUT", headers: { "content-type": /** @type {string} */ (type) }, body, redirect: "manual", signal };
      await send(answer, own, url, init, true);
      // What the storage says is not read; left alone, it would hold its connection in Node.
      controller.abort();
    }
    if (isGood(answer)) tell(total, total);
  };

  /**
   * The bytes of a download.
   * @returns {Promise<Outcome>}
   */
  const get = async (/** @type {Outcome} */ answer, /** @type {Abortable} */ controller) => {
    const { signal } = controller;
    const response = await send(answer, own, url, { redirect, signal });
    const good = isGood(answer);
    const length = /** @type {any} */ (Number(header(response, "content-length")) || undefined);
    const { body } = response;
    // A stream of the web, a stream of Node, or a polyfill's answer, which comes in one piece.
    const reader = body?.getReader?.() ?? body?.[Symbol.asyncIterator]?.() ?? [response].values();
    const parts = [];
    let loaded = 0;
    let excess = length > total;
    if (good) tell(loaded, length);
    while (good && !excess) {
      const { done, value } = await (reader.read ?? reader.next).call(reader);
      // A `fetch` of the caller's may take no notice of the signal.
      if (done || signal.aborted) break;
      const part = value.arrayBuffer ? new Uint8Array(await value.arrayBuffer()) : value;
      parts.push(part);
      loaded += part.byteLength;
      excess = loaded > total;
      // What is packed is longer than the host says.
      tell(loaded, loaded > length ? undefined : length);
    }
    // What is not wanted would hold its connection.
    controller.abort();
    const type = header(response, "content-type");
    return { excess, url: response.url || url, value: new Blob(parts, { type }) };
  };

  return { ms, task: type === undefined ? get : put };
}

/** A header, if there is one that can be read: a `fetch` of the caller's may answer anything. */
function header({ headers }, name) {
  return attempt(() => headers.get(name)?.trim());
}

/** @type {RequestInit} */
const NO_STORE = { cache: "no-store" };
/** @type {RequestInit | undefined} `NO_STORE`, or nothing where the host throws at the word, as old dates of workerd do. */
let caching;

/** The bytes of a Blob. Those of jsdom had no `arrayBuffer` for long. */
function bytesOf(blob) {
  const read = (resolve) => {
    const reader = new FileReader();
    reader.onloadend = () => resolve(reader.result);
    reader.readAsArrayBuffer(blob);
  };
  return blob.arrayBuffer?.() ?? new Promise(read);
}

/**
 * Sends a request; returns its answer. `fetch` is called unbound: as a method of another object browsers refuse it.
 * @param {Outcome} answer
 * @param {Fetch | undefined} own
 * @param {string} url
 * @param {RequestInit} init
 * @param {boolean} [isUpload]
 * @returns {Promise<any>} a `Response`, or what a `fetch` of the caller's has for one
 */
async function send(answer, own, url, init, isUpload) {
  // A cache would answer polls, and repeat one wrong redirect for ever. Next.js has one on the server, even for starts.
  // The word is tried without a request: a start must not be sent a second time because of it.
  caching ??= attempt(() => new Request("http://a", NO_STORE) && NO_STORE) ?? {};
  // Hosts say it by a header, which a storage would keep with the file.
  if (!isUpload) Object.assign(init, caching);
  // What throws before `fetch` has returned was not sent.
  const sent = own ? own(url, init) : fetch(url, init);
  answer.unsent = false;
  let response;
  try {
    response = await sent;
  } catch (/** @type {any} */ thrown) {
    try {
      new Request(url, init);
    } catch (/** @type {any} */ { message }) {
      // `fetch` could not make the request either, so nothing was sent.
      answer.unsent = message === thrown?.message;
    }
    throw thrown;
  }
  // It may be that of a `fetch` of the caller's.
  if (typeof response?.headers !== "object") throw new TypeError("fetch gave something that is not a Response");
  // A redirect that a page may not look into.
  const status = response.type === "opaqueredirect" ? 302 : response.status;
  answer.status = typeof status === "number" ? status : 0;
  return response;
}
