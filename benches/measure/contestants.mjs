// Who is measured, by the name in the results. What each does is in `clients`, in the file of that name.
//
// Every one does what its own documentation shows for such a read, with the defaults it has, its retries and its
// time limits: `make` gives its client, `read` one record, `list` a list. What reads get is the same bytes for
// everybody (`answers.mjs`): none of them looks into a record, so one text serves all. With a `fetch`, which costs
// nothing and is passed by the option that each has for it, none touches the network; without one each sends by
// what it takes in Node, which for axios and stripe is node:http. Those whose service has no list, or no list in
// one request, have no `list`. The files are bundled as well: what a bundle does not use of them is gone from it.

import { ID, TOKEN } from "./answers.mjs";

export const OURS = "a2e-wasm";
export const BARE = "bare fetch";

export const CONTESTANTS = {
  [BARE]: {},
  [OURS]: { package: "a2e-wasm" },
  openai: { package: "openai" },
  anthropic: { package: "@anthropic-ai/sdk" },
  replicate: { package: "replicate" },
  fal: { package: "@fal-ai/client" },
  runway: { package: "@runwayml/sdk" },
  stripe: { package: "stripe" },
  ky: { package: "ky" },
  axios: { package: "axios" },
  "openapi-fetch": { package: "openapi-fetch" },
};

/** The address of a contestant's file, which imports its package. */
export function file(name) {
  return new URL(`../clients/${name.replace(" ", "-")}.mjs`, import.meta.url).href;
}

/** A client of a contestant, by its file that was imported: `read` and `list` take nothing any more. */
export async function client({ make, read, list }, options) {
  const made = await make({ token: TOKEN, ...options });
  return { made, read: () => read(made, ID), list: list && (() => list(made)) };
}

/** The clients of all contestants, each proved to give what it is asked for. */
export async function clients(options) {
  const all = new Map();
  for (const name of Object.keys(CONTESTANTS)) {
    const one = await client(await import(file(name)), options);
    if ((await one.read())?._id !== ID) throw new Error(`${name} reads something else`);
    all.set(name, one);
  }
  return all;
}
