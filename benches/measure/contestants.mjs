// Who is measured: each loads its package, makes a client, and reads one record and a list with it.
//
// Every one does what its own documentation shows for such a read, with the defaults it has, its retries and its
// time limits. What reads get is the same bytes for everybody (`answers.mjs`): none of them looks into a record, so
// one text serves all. With a `fetch`, which costs nothing and is passed by the option that each has for it, none
// touches the network; without one each sends by what it takes in Node, which for axios and stripe is node:http.
// Those whose service has no list, or no list in one request, have no `list`.

import { ID, TOKEN } from "./answers.mjs";
import { entry } from "./packages.mjs";

export const OURS = "a2e-wasm";
export const BARE = "bare fetch";

const PATH = `/api/v1/userFaceSwapTask`;
const authorization = `Bearer ${TOKEN}`;

export const CONTESTANTS = {
  [BARE]: {
    load: async () => ({}),
    make(_, { base, fetch = globalThis.fetch }) {
      const headers = { authorization };
      const get = async (path) => JSON.parse(await (await fetch(base + path, { headers })).text()).data;
      return { read: () => get(`${PATH}/${ID}`), list: async () => (await get(`${PATH}/records`)).rows };
    },
  },

  [OURS]: {
    package: "a2e-wasm",
    load: () => import(entry("node")),
    async make({ createClient }, { base, fetch }) {
      const a2e = await createClient({ token: TOKEN, baseUrl: base, fetch });
      return {
        read: () => a2e.faceSwap.get(ID),
        list: async () => (await a2e.faceSwap.list()).items,
        close: () => a2e.close(),
      };
    },
  },

  openai: {
    package: "openai",
    load: () => import("openai"),
    make({ default: OpenAI }, { base, fetch }) {
      const openai = new OpenAI({ apiKey: TOKEN, baseURL: base, fetch });
      return {
        read: async () => (await openai.models.retrieve(ID)).data,
        list: async () => (await openai.models.list()).data.rows,
      };
    },
  },

  anthropic: {
    package: "@anthropic-ai/sdk",
    load: () => import("@anthropic-ai/sdk"),
    make({ default: Anthropic }, { base, fetch }) {
      const anthropic = new Anthropic({ apiKey: TOKEN, baseURL: base, fetch });
      return {
        read: async () => (await anthropic.models.retrieve(ID)).data,
        list: async () => (await anthropic.models.list()).data.rows,
      };
    },
  },

  replicate: {
    package: "replicate",
    load: () => import("replicate"),
    make({ default: Replicate }, { base, fetch }) {
      const replicate = new Replicate({ auth: TOKEN, baseUrl: base, fetch });
      return {
        read: async () => (await replicate.predictions.get(ID)).data,
        list: async () => (await replicate.predictions.list()).data.rows,
      };
    },
  },

  fal: {
    package: "@fal-ai/client",
    load: () => import("@fal-ai/client"),
    make({ createFalClient }, { base, fetch }) {
      // It has no option for the address; this is its hook for changes of it.
      const requestMiddleware = async (request) => ({ ...request, url: base + new URL(request.url).pathname });
      const fal = createFalClient({ credentials: TOKEN, requestMiddleware, ...(fetch && { fetch }) });
      return { read: async () => (await fal.queue.status("a2e/face-swap", { requestId: ID })).data };
    },
  },

  runway: {
    package: "@runwayml/sdk",
    load: () => import("@runwayml/sdk"),
    make({ default: RunwayML }, { base, fetch }) {
      const runway = new RunwayML({ apiKey: TOKEN, baseURL: base, fetch });
      return { read: async () => (await runway.tasks.retrieve(ID)).data };
    },
  },

  stripe: {
    package: "stripe",
    load: () => import("stripe"),
    make({ default: Stripe }, { base, fetch }) {
      const { hostname: host, port } = new URL(base);
      const httpClient = fetch && Stripe.createFetchHttpClient(fetch);
      const stripe = new Stripe(TOKEN, { host, port, protocol: "http", ...(httpClient && { httpClient }) });
      return {
        read: async () => (await stripe.customers.retrieve(ID)).data,
        list: async () => (await stripe.customers.list()).data.rows,
      };
    },
  },

  ky: {
    package: "ky",
    load: () => import("ky"),
    make({ default: ky }, { base, fetch }) {
      const api = ky.create({ baseUrl: base, headers: { authorization }, ...(fetch && { fetch }) });
      return {
        read: async () => (await api.get(`${PATH}/${ID}`).json()).data,
        list: async () => (await api.get(`${PATH}/records`).json()).data.rows,
      };
    },
  },

  axios: {
    package: "axios",
    load: () => import("axios"),
    make({ default: axios }, { base, fetch }) {
      const own = fetch && { adapter: "fetch", env: { fetch } };
      const api = axios.create({ baseURL: base, headers: { authorization }, ...own });
      return {
        read: async () => (await api.get(`${PATH}/${ID}`)).data.data,
        list: async () => (await api.get(`${PATH}/records`)).data.data.rows,
      };
    },
  },

  "openapi-fetch": {
    package: "openapi-fetch",
    load: () => import("openapi-fetch"),
    make({ default: createClient }, { base, fetch }) {
      const api = createClient({ baseUrl: base, headers: { authorization }, fetch });
      const path = { _id: ID };
      return {
        read: async () => (await api.GET(`${PATH}/{_id}`, { params: { path } })).data.data,
        list: async () => (await api.GET(`${PATH}/records`)).data.data.rows,
      };
    },
  },
};

/** The clients of all contestants, each proved to give what it is asked for. */
export async function clients(options) {
  const made = new Map();
  for (const [name, { load, make }] of Object.entries(CONTESTANTS)) {
    const client = await make(await load(), options);
    if ((await client.read())?._id !== ID) throw new Error(`${name} reads something else`);
    made.set(name, client);
  }
  return made;
}
