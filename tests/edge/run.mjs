// Attacks the proxy in four servers: `node tests/edge/run.mjs [name…]` takes those whose name has one of these texts in it.
// `cargo xtask test edge` sets the variables.

import { Kit, Missing } from "../runtimes/kit.mjs";
import { conform } from "../runtimes/conformance.mjs";
import { bodies } from "./attacks/bodies.mjs";
import { headers } from "./attacks/headers.mjs";
import { hooks } from "./attacks/hooks.mjs";
import { operations } from "./attacks/operations.mjs";
import { pages } from "./attacks/pages.mjs";
import { paths } from "./attacks/paths.mjs";
import { records } from "./attacks/records.mjs";
import { service } from "./attacks/service.mjs";
import { Scene } from "./scene.mjs";
import { SERVERS } from "./servers.mjs";
import { streams } from "./streams.mjs";
import { failures, table, totals } from "./table.mjs";
import { Upstream } from "./upstream.mjs";
import { users } from "./users.mjs";

const LISTS = [paths, headers, pages, bodies, records, hooks, operations, service];
/** For a server that hangs; none is timed. */
const LIMIT_MS = 300_000;
/** For a single check. */
const CHECK_MS = 30_000;
const SECRET = "a secret of the proxy, of which nobody may hear";
const ORIGIN = "https://app.example.com";

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const chosen = SERVERS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part)));
if (chosen.length === 0) throw new Error(`there is no such server, but: ${SERVERS.map(({ name }) => name).join("; ")}`);

const rows = [];
await Kit.begin();
try {
  for (const server of chosen) {
    const start = performance.now();
    rows.push(await row(server));
    console.error(`${server.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
} finally {
  await Kit.end();
}

const { pass, fail } = totals(rows, Boolean(process.env.CI));
console.log(`\n${table(rows)}\n`);
failures(rows).forEach((failure) => console.log(`${failure}\n`));
console.log(`# pass ${pass}\n# fail ${fail}`);
process.exitCode = fail > 0 ? 1 : 0;

async function row({ name, start }) {
  const kit = new Kit();
  const [upstream, secondary] = [await Upstream.open(), await Upstream.open()];
  let timer;
  const limit = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`it hangs: ended after ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    const test = async () => {
      const first = await conforms({ kit, name, start, upstream });
      const { version, results } = await attacked({ kit, name, start, upstream, secondary });
      return { name, version, results: [...first, ...results] };
    };
    return await Promise.race([test(), limit]);
  } catch (error) {
    return error instanceof Missing ? { name, missing: error.message } : { name, broken: error.stack };
  } finally {
    clearTimeout(timer);
    await Promise.all([kit.close(), upstream.close(), secondary.close()]);
  }
}

/** A server with the token of a new account. */
async function opened({ kit, name, start, upstream }) {
  await kit.account(`edge_${name}_${kit.accounts.length}`);
  const account = kit.accounts.at(-1);
  const { token, baseUrl: service } = account;
  const webhookUrl = "https://hooks.example.com/hook";
  const settings = { token, service, odd: upstream.url, secret: SECRET, webhookUrl, origins: [ORIGIN] };
  return { account, settings, server: await start(kit, settings) };
}

/** What the client does without a proxy, it does through one. */
async function conforms(given) {
  const { server, account } = await opened(given);
  const entry = await client(given.kit);
  const baseUrl = `http://127.0.0.1:${server.port}/api/a2e`;
  const checks = await conform(entry, { baseUrl, client: { headers: { "x-user": "conformance" } } });
  const sent = checks.reduce((sum, { starts }) => sum + starts, 0);
  const { addFaceSwapTask: came } = await account.counters();
  const once = { check: "once", ok: sent > 0 && sent === came, error: `${sent} starts were sent, ${came} arrived` };
  const results = [...checks, once].map(({ check, ok, error }) => ({ name: `conform: ${check}`, ok, error }));
  return [...results, ...(await users(entry, baseUrl)), hidden("output of the client's server", server.output(), account.token)];
}

async function attacked(given) {
  const opening = await opened(given);
  const scene = new Scene({ ...opening, ...given });
  await scene.prepare();
  const results = [];
  for (const list of LISTS) {
    for (const { name, ...attack } of list(scene.facts)) results.push(await ended(name, scene.attack(attack)));
  }
  for (const { name, check } of streams(scene)) results.push(await ended(name, check()));
  const { token } = scene.facts;
  results.push(hidden("what callers were told", scene.said.join("\n"), token), hidden("the server's output", scene.server.output(), token));
  results.push(hidden("the server's output", scene.server.output(), SECRET), hidden("what callers were told", scene.said.join("\n"), SECRET));
  const { length } = given.secondary.seen;
  results.push({ name: "token: nobody else is asked", ok: length === 0, error: `${length} requests came to another service` });
  return { version: scene.server.version, results };
}

/** What came of a check, which gives what is wrong. */
async function ended(name, check) {
  let timer;
  const limit = new Promise((end) => (timer = setTimeout(end, CHECK_MS, "it hangs")));
  const error = await Promise.race([check, limit]).catch((error) => error.stack);
  clearTimeout(timer);
  return { name, ok: error === undefined, error };
}

/** A text must not hold the token, in any form in which it could be used. */
function hidden(what, text, token) {
  const forms = [token, encodeURIComponent(token), Buffer.from(token).toString("base64").replace(/.?=*$/, "")];
  const place = Math.max(...forms.map((form) => text.indexOf(form)));
  return { name: `token: not in ${what}`, ok: text.length > 0 && place < 0, error: place < 0 ? "there is no text" : text.slice(Math.max(0, place - 200), place + 100) };
}

/** The client of the tarball, in this process. */
async function client(kit) {
  const project = await kit.project({ "entry.mjs": `export * from "a2e-wasm";\n` });
  return import(project.path("entry.mjs"));
}
