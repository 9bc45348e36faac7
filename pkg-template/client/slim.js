// Everywhere else: the caller brings the module.

import { A2EError, clientMaker, start } from "./core.js";
import { frugal } from "./frugal.js";

export { A2E, A2EError } from "./core.js";

if (globalThis.WebSocketPair || !globalThis.FinalizationRegistry) frugal();

const make = clientMaker(async (module) => {
  let source = await module;
  // URLs, Requests and Responses are known by their members: those of another realm are as good.
  if (typeof source === "string" || source?.href || source?.method) source = await fetch(source.href ?? source);
  return start(typeof source?.arrayBuffer === "function" ? await compiled(source) : source);
});

async function compiled(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status} for ${response.url}`);
  const type = response.headers.get("content-type");
  if (/html/.test(type)) throw new Error(`an HTML page came from ${response.url}`);
  // What has another type is not compiled as it arrives.
  const streams = WebAssembly.compileStreaming && type === "application/wasm" && response instanceof globalThis.Response;
  return streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer();
}

export async function createClient(given) {
  const { module, ...options } = given ?? {};
  if (module === undefined) {
    throw new A2EError(
      'option "module" is missing: a2e-wasm/slim wants the file a2e-wasm/a2e_wasm_bg.wasm, as a WebAssembly.Module, ' +
        "its bytes, its URL or the Response with it",
      { kind: "config", field: "module" },
    );
  }
  return make(options, module);
}
