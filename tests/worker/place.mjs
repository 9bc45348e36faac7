// The Worker of www-example/worker in a workerd of its own, whose storage outlives it, and visitors of it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Account, variable } from "../package/support.mjs";
import { Workerd } from "../package/workerd.mjs";
import { Feed } from "./socket.mjs";

const SECRETS = { SESSION_SECRET: "s".repeat(32), WEBHOOK_SECRET: "w".repeat(32) };
/** Longer than any test: who wants a look must be woken, or ask for it by another pause. */
export const NEVER_MS = 3_600_000;

export class Place {
  /** Serves for an account of its own at the emulator, as on a developer's machine. `settings` are variables of the Worker. */
  static async open(name, { speed = 1000, settings = {} } = {}) {
    const place = new Place();
    place.account = await Account.open(`worker_${name}`, { speed });
    place.storage = await mkdtemp(join(tmpdir(), "a2e-wasm-worker-"));
    place.address = `127.0.0.1:${await freePort()}`;
    place.settings = { DEV: "1", PUBLIC_URL: `http://${place.address}`, ...settings };
    await place.serve();
    return place;
  }

  /** Starts a workerd on the storage, with other settings if there are any. */
  async serve(settings = {}) {
    const { token, baseUrl } = this.account;
    Object.assign(this.settings, settings);
    const env = { ...process.env, ...SECRETS, A2E_TOKEN: token, A2E_URL: baseUrl, ...this.settings };
    const config = variable("A2E_WORKER_CONFIG");
    const folder = join(this.storage, "objects");
    await mkdir(folder, { recursive: true });
    this.workerd = await Workerd.serve(dirname(config), {
      binary: variable("A2E_WORKERD"),
      config,
      run: (binary, args, options) => spawn(binary, [...args, ...this.#places(folder)], { ...options, env }),
    });
    this.url = this.workerd.url;
  }

  /** Where it keeps its storage, and listens: at the same address in each life, so that a page finds it again. */
  #places(folder) {
    return [`--directory-path=storage=${folder}`, `--socket-addr=http=${this.address}`];
  }

  /** A visitor starts; the service does its work, its answer never comes, and then the power goes. */
  async loseStart(visitor, order) {
    const { coins } = await this.account.purse({});
    await this.account.fault("addFaceSwapTask", { kind: "lost" });
    const asked = visitor.start(order).catch(() => {});
    while ((await this.account.purse({})).coins === coins);
    await this.kill();
    await asked;
  }

  /** Ends workerd as a power cut would. */
  kill() {
    this.workerd.child.kill("SIGKILL");
    return this.workerd.ended;
  }

  /** Ends; gives all that it had stored. */
  async close() {
    await this.kill();
    const entries = await readdir(this.storage, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const stored = await Promise.all(files.map((file) => readFile(join(file.parentPath ?? file.path, file.name))));
    await rm(this.storage, { recursive: true, force: true });
    return Buffer.concat(stored);
  }

  ask(path, { method = "GET", body, ...headers } = {}) {
    const json = body === undefined ? {} : { "content-type": "application/json" };
    return fetch(this.url + path, { method, headers: { origin: this.url, ...json, ...headers }, body: body && JSON.stringify(body) });
  }

  async login(name, more = {}) {
    const answer = await this.ask("/login", { method: "POST", body: { name, ...more } });
    const cookie = answer.headers.get("set-cookie")?.split(";")[0];
    if (!answer.ok || !cookie) throw new Error(`the login answered ${answer.status}: ${await answer.text()}`);
    return new Visitor(this, cookie);
  }

  /** Calls the Worker as the service would for this start. */
  webhook({ webhook_url, webhook_token }) {
    const { pathname, search } = new URL(webhook_url);
    const headers = { "x-a2e-webhook-token": webhook_token };
    return fetch(this.url + pathname + search, { method: "POST", headers, body: "{}" });
  }

  /** What arrived at the service by an operation. */
  async arrived(operation) {
    return (await this.account.log()).filter((request) => request.operation === operation);
  }
}

/** A port that is free now. The Worker is told it twice: where to listen, and where it can be reached. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Somebody who is signed in. */
class Visitor {
  constructor(place, cookie) {
    Object.assign(this, { place, cookie });
  }

  async ask(path, options) {
    const answer = await this.place.ask(path, { cookie: this.cookie, ...options });
    const text = await answer.text();
    return { status: answer.status, body: text && JSON.parse(text) };
  }

  start(order) {
    return this.ask("/api/tasks", { method: "POST", body: order });
  }

  /** What the Worker knows of all tasks, page after page. */
  async all() {
    const all = [];
    for (let after = 0; after !== undefined; ) {
      const { body } = await this.ask(`/api/tasks?after=${after}`);
      all.push(...body.all);
      after = body.next;
    }
    return all;
  }

  resume(key) {
    return this.ask(`/api/tasks/${key}/resume`, { method: "POST" });
  }

  live(options) {
    const { url } = this.place;
    return Feed.open(`${url}/api/live`, { cookie: this.cookie, origin: url }, options);
  }
}

/** A start of a face swap under this key. */
export function swap(key, name = "Swap") {
  const params = { name, face_url: "https://example.com/face.jpg", video_url: "https://example.com/video.mp4" };
  return { key, family: "faceSwap", params };
}
