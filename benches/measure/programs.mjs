// The same small program with each package, as it is bundled: one client, one kind of read. For the clients of other
// services it says what their documentation does; the address is an option, so that the program can run here.

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { entry } from "./packages.mjs";

const BENCHES = fileURLToPath(new URL("..", import.meta.url));

/** Each exports `read(base, token, id)`. */
export const PROGRAMS = {
  "bare fetch": {
    code: `export const read = async (base, token, id) => {
      const headers = { authorization: "Bearer " + token };
      return JSON.parse(await (await fetch(base + "/api/v1/userFaceSwapTask/" + id, { headers })).text()).data;
    };`,
  },

  "a2e-wasm": {
    package: "a2e-wasm",
    code: `import { createClient } from "a2e-wasm";
    export const read = async (baseUrl, token, id) => (await createClient({ baseUrl, token })).faceSwap.get(id);`,
  },

  openai: {
    package: "openai",
    code: `import OpenAI from "openai";
    export const read = async (baseURL, apiKey, id) =>
      (await new OpenAI({ baseURL, apiKey }).models.retrieve(id)).data;`,
  },

  anthropic: {
    package: "@anthropic-ai/sdk",
    code: `import Anthropic from "@anthropic-ai/sdk";
    export const read = async (baseURL, apiKey, id) =>
      (await new Anthropic({ baseURL, apiKey }).models.retrieve(id)).data;`,
  },

  replicate: {
    package: "replicate",
    code: `import Replicate from "replicate";
    export const read = async (baseUrl, auth, id) =>
      (await new Replicate({ baseUrl, auth }).predictions.get(id)).data;`,
  },

  fal: {
    package: "@fal-ai/client",
    code: `import { createFalClient } from "@fal-ai/client";
    export const read = async (base, credentials, requestId) => {
      const requestMiddleware = async (request) => ({ ...request, url: base + new URL(request.url).pathname });
      const fal = createFalClient({ credentials, requestMiddleware });
      return (await fal.queue.status("a2e/face-swap", { requestId })).data;
    };`,
  },

  runway: {
    package: "@runwayml/sdk",
    code: `import RunwayML from "@runwayml/sdk";
    export const read = async (baseURL, apiKey, id) =>
      (await new RunwayML({ baseURL, apiKey }).tasks.retrieve(id)).data;`,
  },

  stripe: {
    package: "stripe",
    code: `import Stripe from "stripe";
    export const read = async (base, token, id) => {
      const { hostname: host, port } = new URL(base);
      return (await new Stripe(token, { host, port, protocol: "http" }).customers.retrieve(id)).data;
    };`,
  },

  ky: {
    package: "ky",
    code: `import ky from "ky";
    export const read = async (baseUrl, token, id) => {
      const api = ky.create({ baseUrl, headers: { authorization: "Bearer " + token } });
      return (await api.get("/api/v1/userFaceSwapTask/" + id).json()).data;
    };`,
  },

  axios: {
    package: "axios",
    code: `import axios from "axios";
    export const read = async (baseURL, token, id) => {
      const api = axios.create({ baseURL, headers: { authorization: "Bearer " + token } });
      return (await api.get("/api/v1/userFaceSwapTask/" + id)).data.data;
    };`,
  },

  "openapi-fetch": {
    package: "openapi-fetch",
    code: `import createClient from "openapi-fetch";
    export const read = async (baseUrl, token, id) => {
      const api = createClient({ baseUrl, headers: { authorization: "Bearer " + token } });
      return (await api.GET("/api/v1/userFaceSwapTask/{_id}", { params: { path: { _id: id } } })).data.data;
    };`,
  },
};

/** Bundles a program. Our own package is taken by the condition `ours`, the others find their files by `conditions`. */
export async function bundle(code, { ours, ...options }) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: BENCHES },
    alias: { "a2e-wasm": fileURLToPath(entry(ours)) },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
    // Comments name the files: by their place here, not by where this machine keeps its packages.
    absWorkingDir: BENCHES,
    preserveSymlinks: true,
    ...options,
  });
  return outputFiles[0].contents;
}
