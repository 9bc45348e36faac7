// The rows of frameworks that build for Cloudflare Workers: the checks inside of workerd, and a client that asks the proxy there.

import { asked } from "./proxied.mjs";
import { json } from "./server.mjs";

/** wrangler asks no questions and sends no statistics. */
export const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
};
const LOCAL = ["--local", "--ip", "127.0.0.1", "--show-interactive-dev-session=false"];

/** The variables of the Worker, in the file where wrangler and its like look for them: beside its configuration. */
export const variables = (place, folder = ".") =>
  place.write(`${folder}/.dev.vars`, `A2E_TOKEN=${place.token}\nA2E_BASE_URL=${place.emulator}\n`);

/** Starts a server of Workers by `command(port)`; gives its address. */
export async function serve(place, command) {
  const port = String(await place.port());
  const [program, args] = command(port);
  return place.serve(program, args, { env: QUIET, until: `http://127.0.0.1:${port}` });
}

/** Starts one; gives the reports. The Worker does the checks at `/on-server`. */
export async function worker(place, name, command) {
  const url = await serve(place, command);
  return { [name]: await json(`${url}/on-server`), [`${name}, a client of its proxy`]: await asked(place, url) };
}

/** `wrangler dev`, of the configuration in this file. */
export const wrangler = (config) => (port) => ["wrangler", ["dev", "--config", config, "--port", port, ...LOCAL]];
