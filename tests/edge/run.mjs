// Attacks the proxy in four servers: `node tests/edge/run.mjs [name…]` takes those whose name has one of these texts in it.
// `cargo xtask test edge` sets the variables.

import { conform } from "../runtimes/conformance.mjs";
import { Kit } from "../runtimes/kit.mjs";
import { once, runRows } from "../runtimes/rows.mjs";
import { bodies } from "./attacks/bodies.mjs";
import { headers } from "./attacks/headers.mjs";
import { hooks } from "./attacks/hooks.mjs";
import { operations } from "./attacks/operations.mjs";
import { pages } from "./attacks/pages.mjs";
import { paths } from "./attacks/paths.mjs";
import { records } from "./attacks/records.mjs";
import { service } from "./attacks/service.mjs";
import { fronts } from "./fronts.mjs";
import { Scene } from "./scene.mjs";
import { SERVERS } from "./servers.mjs";
import { streams } from "./streams.mjs";
import { failures, table, totals } from "./table.mjs";
import { Upstream } from "./upstream.mjs";
import { users } from "./users.mjs";

const LISTS = [paths, headers, pages, bodies, records, hooks, operations, service];
/** For a single check. */
const CHECK_MS = 30_000;
const SECRET = "a secret of the proxy, of which nobody may hear";
/** Pages of others that may ask: one, those of a star, and an app. */
const ORIGINS = ["https://app.example.com", "https://my-*.preview.example", "capacitor://localhost"];

/** With two services that are made by hand. */
class Place extends Kit {
  #upstreams = [];

  async upstream() {
    const upstream = await Upstream.open();
    this.#upstreams.push(upstream);
    return upstream;
  }

  async close() {
    await Promise.all([super.close(), ...this.#upstreams.map((upstream) => upstream.close())]);
  }
}

await runRows("server", SERVERS, tested, { table, failures, totals }, () => new Place());

async function tested({ name, start }, kit) {
  const [upstream, secondary] = [await kit.upstream(), await kit.upstream()];
  const first = await conforms({ kit, name, start, upstream });
  const { version, results } = await attacked({ kit, name, start, upstream, secondary });
  return { version, results: [...first, ...results] };
}

/** A server with the token of a new account. */
async function opened({ kit, name, start, upstream }) {
  await kit.account(`edge_${name}_${kit.accounts.length}`);
  const account = kit.accounts.at(-1);
  const { token, baseUrl: service } = account;
  const webhookUrl = "https://hooks.example.com/hook";
  const settings = { token, service, odd: upstream.url, secret: SECRET, webhookUrl, origins: ORIGINS };
  return { account, settings, server: await start(kit, settings) };
}

/** What the client does without a proxy, it does through one. */
async function conforms(given) {
  const { server, account } = await opened(given);
  const entry = await client(given.kit);
  const baseUrl = `http://127.0.0.1:${server.port}/api/a2e`;
  const checks = await conform(entry, { baseUrl, client: { headers: { "x-user": "conformance" } } });
  const results = [...checks, await once([account], checks)].map(({ check, ok, error }) => ({ name: `conform: ${check}`, ok, error }));
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
  for (const { name, check } of [...streams(scene), ...fronts(given.kit, scene)]) results.push(await ended(name, check()));
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
