import type { A2E, ClientOptions } from "./index.js";

export * from "./index.js";

/** The host's class of compiled modules; the types of Node have none. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } }
  ? Module
  : never;

/** What the module of this package can be taken from: itself, its bytes, or where they are. */
export type ModuleSource = CompiledModule | ArrayBuffer | ArrayBufferView | Response | URL | string;

/** The options of a client, and the module. */
export interface SlimClientOptions extends ClientOptions {
  /** The file `a2e-wasm/a2e_wasm_bg.wasm` of this very version. Only the first client's is used. */
  module: ModuleSource | Promise<ModuleSource>;
}

/** Loads the module, once, and makes a client. Rejects with an `A2EError` of kind `config`. */
export function createClient(options: SlimClientOptions): Promise<A2E>;
