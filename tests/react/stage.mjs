// A page in a headless Chromium with the components of `app.jsx`, and an account of its own at the
// emulator. Nothing here sleeps; every wait is for something that is seen.

import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Account, variable } from "../package/support.mjs";
import { launch } from "../chromium.mjs";

const PACKAGE = variable("A2E_PACKAGE");
const { createClient } = await import(pathToFileURL(join(PACKAGE, "index.js")));
// Resolves packages from where this run's React is installed.
const require = createRequire(join(variable("A2E_REACT"), "any.js"));

/** Whether this React can hide what it keeps mounted, as 18 cannot. */
export const HAS_ACTIVITY = "Activity" in require("react");

/** A user's app: a folder with the package and with React installed. */
export async function install() {
  const directory = await mkdtemp(join(tmpdir(), "a2e-react-"));
  after(() => rm(directory, { recursive: true, force: true }));
  const modules = join(directory, "node_modules");
  await mkdir(modules);
  // A copy, because what it imports is looked for beside it.
  await cp(PACKAGE, join(modules, "a2e-wasm"), { recursive: true });
  for (const name of ["react", "react-dom"]) {
    await symlink(dirname(require.resolve(`${name}/package.json`)), join(modules, name));
  }
  for (const name of ["app.jsx", "refresh.js"]) await cp(join(import.meta.dirname, name), join(directory, name));
  return directory;
}

/**
 * The app on an address of its own, with the development build of React, which has strict mode. It is `app.jsx`,
 * or the `entry` among `files`, which are texts by their names.
 */
export async function serve({ entry = "app.jsx", files: texts = {} } = {}) {
  const directory = await install();
  for (const [name, text] of Object.entries(texts)) await writeFile(join(directory, name), text);
  const { outputFiles } = await build({
    absWorkingDir: directory,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    conditions: ["browser"],
    define: { "process.env.NODE_ENV": '"development"' },
  });
  const files = {
    "/": ["text/html", '<!doctype html><title>React</title><link rel="icon" href="data:,"><body>'],
    "/app.js": ["text/javascript", outputFiles[0].contents],
  };
  const server = createServer(({ url }, answer) => {
    const [type, content] = files[url] ?? [];
    answer.writeHead(type ? 200 : 404, { "content-type": type ?? "text/plain" }).end(content);
  });
  await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

/** The browser and the app of a test file. */
export async function theatre() {
  const [browser, url] = await Promise.all([launch(), serve()]);
  after(() => browser.close());
  return { open: (name) => Stage.open(browser, url, name) };
}

export class Stage {
  complaints = [];
  warnings = [];
  #parts = [];

  static async open(browser, url, name) {
    const stage = new Stage();
    stage.account = await Account.open(`react_${name}`, { speed: 0 });
    stage.a2e = await createClient(stage.account.options);
    stage.page = await browser.newPage();
    stage.page.on("pageerror", (error) => stage.complaints.push(String(error)));
    stage.page.on("console", (message) => {
      // What React warns of; an answer of 404 is no complaint.
      if (message.type() === "error" && !message.text().startsWith("Failed to load")) {
        stage.complaints.push(message.text());
      }
      if (message.type() === "warning") stage.warnings.push(message.text());
    });
    const { token, baseUrl } = stage.account;
    const poll = { minIntervalMs: 20, maxIntervalMs: 20 };
    const options = { token, baseUrl, poll, dangerouslyAllowBrowser: true };
    await stage.page.addInitScript((value) => (window.options = value), options);
    await stage.page.goto(url);
    await stage.page.addScriptTag({ type: "module", url: "/app.js" });
    await stage.page.waitForFunction(() => window.stage);
    return stage;
  }

  /** Calls a function of the page's `window.stage`. */
  call(name, ...given) {
    return this.page.evaluate(([name, given]) => window.stage[name](...given), [name, given]);
  }

  /**
   * Shows these components, each `{ name, task, client, signal, hidden }` or `{ name, starts: true, client, atOnce }`. With
   * `atOnce`, which holds `params` and a `key`, a child starts a task as soon as it is mounted.
   */
  show(...parts) {
    this.#parts = parts;
    return this.call("show", parts);
  }

  /** Waits until a component shows this; what it has shown until then. */
  async until(name, wanted) {
    await this.page.waitForFunction(([name, wanted]) => {
      const last = window.stage.seen(name).at(-1);
      return last && Object.entries(wanted).every(([key, value]) => last[key] === value);
    }, [name, wanted]);
    return this.call("seen", name);
  }

  /** A task, started outside the page, that shows these looks; the last one stays. */
  async task(...looks) {
    await this.account.script(...looks);
    return this.a2e.faceSwap.start({
      name: "React",
      face_url: "https://example.com/face.jpg",
      video_url: "https://example.com/video.mp4",
    });
  }

  /** The requests at the service that name a task: looks at it. */
  async looks(id) {
    const log = await this.account.log();
    const names = ({ path, body }) => path.includes(id) || JSON.stringify(body ?? null).includes(id);
    return log.filter((request) => request.operation && names(request)).length;
  }

  /** Waits until there were so many looks at a task. */
  async looked(id, count) {
    while ((await this.looks(id)) < count);
  }

  /** How many tasks the page has started. */
  async starts() {
    const { addFaceSwapTask = 0 } = await this.account.counters();
    return addFaceSwapTask;
  }

  /**
   * How many looks at a task there are still, while another one, which the page follows by a client
   * of its own, is looked at twice and, lest something was on its way, twice before.
   */
  async looksStill(id) {
    this.bystander ??= await this.task(RUNS);
    const bystander = this.bystander.id;
    await this.call("show", [...this.#parts, { name: "bystander", client: "other", task: this.bystander }]);
    await this.looked(bystander, (await this.looks(bystander)) + 2);
    const before = await this.looks(id);
    await this.looked(bystander, (await this.looks(bystander)) + 2);
    return (await this.looks(id)) - before;
  }

  close() {
    return this.page.close();
  }
}

export const QUEUES = { current_status: "initialized" };
export const RUNS = { current_status: "processing" };
export const DONE = { current_status: "completed", result_url: "https://example.com/result.mp4" };
export const FAILED = { current_status: "failed", failed_message: "No face was found" };
