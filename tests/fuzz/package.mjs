// The built package, loaded into the world of programs.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { observed } from "./inside.mjs";
import { world } from "./world.mjs";

/** Where `cargo xtask build` puts it. */
const PLACE = process.env.A2E_PACKAGE ?? join(import.meta.dirname, "../../target/npm");

export const { A2EError, createClient, createProxy, memoryOwners } = await observed(async () => {
  const entry = await import(pathToFileURL(join(PLACE, "index.js")));
  // The first client loads the module.
  const client = await entry.createClient({ token: "sk_fuzz_first" });
  client.close();
  const server = await import(pathToFileURL(join(PLACE, "server.js")));
  return { ...entry, createProxy: server.createProxy, memoryOwners: server.memoryOwners };
});

/** The names of all methods of a client, as they are there. */
export async function methodsOf() {
  const client = await createClient({ token: "sk_fuzz_names" });
  const names = [];
  const walk = (owner, path) => {
    for (const name of Object.keys(owner)) {
      if (typeof owner[name] === "function") names.push(path + name);
      else walk(owner[name], `${path}${name}.`);
    }
  };
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(Object.getPrototypeOf(client)))) {
    // What the glue needs for itself has a short or a marked name.
    if (name === "constructor" || name.startsWith("__") || name.length === 1) continue;
    if (typeof client[name] === "function") names.push(name);
    else walk(client[name], `${name}.`);
  }
  client.close();
  await world.quiet();
  return names;
}
