// A web server of a user: it serves the files of a folder, or what another server gives, is the proxy that adds
// the token, and takes what a page reports.

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

/** Browsers refuse a module or a wasm of the wrong type. */
export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
};

const PROXY = "/api/a2e";
/** For a page that reports nothing; none is timed. */
const LIMIT_MS = 180_000;

/**
 * Stands first in every page, so that one whose modules do not even load says why. A page that goes on reports by
 * itself: `run.then(report, complain)`. A promise that the package leaves to reject unheard is a failure.
 */
const REPORTER = `"use strict";
const unheard = new Map();
const send = (news) => fetch("/results", { method: "POST", body: JSON.stringify(news) });
const complain = (error) => send({ error: String(error?.message ?? error) });
const report = (results) => (unheard.size ? complain("unheard: " + [...unheard.values()]) : send({ results }));
addEventListener("unhandledrejection", ({ promise, reason }) => unheard.set(promise, reason));
addEventListener("rejectionhandled", ({ promise }) => unheard.delete(promise));
addEventListener("error", (event) => complain(event.error ?? event.message ?? "not loaded: " + event.target.src), true);
`;

export class Host {
  #server;
  #report;

  /**
   * `folder` is served, or else `upstream`, the address of another server. Requests below /api/a2e go to the
   * service with the token of `account`, if there is one, or to `front`, a listener. `headers` come with every file.
   */
  static async open({ folder, upstream, account, front, headers = {} }) {
    const host = new Host();
    Object.assign(host, { folder, upstream, account, front, headers });
    host.results = new Promise((resolve, reject) => (host.#report = { resolve, reject }));
    // Heard of here, because a page may complain before anybody waits for it.
    host.results.catch(() => {});
    host.#server = createServer((request, answer) => {
      host.#answer(request, answer).catch((error) => {
        if (!answer.headersSent) answer.writeHead(502, { "content-type": "text/plain" });
        answer.end(String(error));
      });
    });
    await new Promise((listens) => host.#server.listen(0, "127.0.0.1", listens));
    host.url = `http://127.0.0.1:${host.#server.address().port}`;
    return host;
  }

  /** What the page reports, or the end of `browser` if that comes first. */
  async reported(browser) {
    let timer;
    const limit = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error("the page reported nothing")), LIMIT_MS);
    });
    const end = browser.ended.then(() => Promise.reject(new Error("the browser ended before the page had reported")));
    try {
      return await Promise.race([this.results, limit, end]);
    } finally {
      clearTimeout(timer);
    }
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((closed) => this.#server.close(closed));
  }

  async #answer(request, answer) {
    const { pathname, search } = new URL(request.url, this.url);
    if (pathname === "/results" && request.method === "POST") {
      const { results, error } = JSON.parse(await body(request));
      if (results) this.#report.resolve(results);
      else this.#report.reject(new Error(`the page: ${error}`));
      answer.writeHead(204).end();
    } else if (pathname === "/report.js") {
      answer.writeHead(200, { "content-type": TYPES[".js"] }).end(REPORTER);
    } else if (this.front && pathname.startsWith(`${PROXY}/`)) {
      this.front(request, answer);
    } else if (this.account && pathname.startsWith(`${PROXY}/`)) {
      const token = { authorization: `Bearer ${this.account.token}` };
      await this.#forward(request, answer, this.account.baseUrl + pathname.slice(PROXY.length) + search, token);
    } else if (this.upstream) {
      await this.#forward(request, answer, this.upstream + pathname + search, {});
    } else {
      await this.#file(pathname, answer);
    }
  }

  /** Passes a request on, and its end, if the page gives it up. */
  async #forward(request, answer, url, more) {
    const gone = new AbortController();
    answer.once("close", () => gone.abort());
    const passed = ["accept", "content-type"].filter((name) => request.headers[name]);
    const headers = Object.fromEntries(passed.map((name) => [name, request.headers[name]]));
    const sent = ["GET", "HEAD"].includes(request.method) ? {} : { body: await body(request) };
    const { signal } = gone;
    const init = { method: request.method, headers: { ...headers, ...more }, redirect: "manual", signal, ...sent };
    const reply = await fetch(url, init);
    const type = reply.headers.get("content-type") ?? "text/plain";
    const content = Buffer.from(await reply.arrayBuffer());
    answer.writeHead(reply.status, { "content-type": type }).end(watched(type, content));
  }

  async #file(pathname, answer) {
    const file = join(this.folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    const type = TYPES[extname(file)];
    // What has no type here is no part of a page.
    if (!type || !(await stat(file).catch(() => undefined))?.isFile()) {
      answer.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.\n");
      return;
    }
    answer.writeHead(200, { "content-type": type, ...this.headers }).end(watched(type, await readFile(file)));
  }
}

/** A page gets the reporter, at the begin of its head; everything else stays as it is. */
function watched(type, content) {
  if (!type.startsWith("text/html")) return content;
  const start = /<!doctype html>(?:<html[^>]*>)?\s*(?:<head[^>]*>)?/i;
  return content.toString().replace(start, '$&<script src="/report.js"></script>');
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
