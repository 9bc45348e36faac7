// The other entries. Those that load the module by themselves are the main one under another name.

import { createClient } from "a2e-wasm";
import type { A2E, A2EError as Failure } from "a2e-wasm";
import * as edge from "a2e-wasm/edge";
import * as inline from "a2e-wasm/inline";
import { A2EError, createClient as slim } from "a2e-wasm/slim";
import type { FaceSwapTask, ModuleSource, SlimClientOptions, Task } from "a2e-wasm/slim";
import * as workerd from "a2e-wasm/workerd";
import { type Same, yes } from "./same.js";

yes<Same<typeof inline.createClient, typeof createClient>>();
yes<Same<typeof edge.createClient, typeof createClient>>();
yes<Same<typeof workerd.createClient, typeof createClient>>();
yes<Same<typeof inline.A2E | typeof edge.A2E | typeof workerd.A2E, typeof A2E>>();

yes<Same<ModuleSource, WebAssembly.Module | ArrayBuffer | ArrayBufferView | Response | URL | string>>();
yes<Same<typeof A2EError.prototype, Failure>>();

/** The caller brings the module, in any form, at once or as a promise. */
export async function brings(module: WebAssembly.Module, bytes: Uint8Array, token: string): Promise<Task<FaceSwapTask>> {
  const address = new URL("a2e_wasm_bg.wasm", "https://example.com");
  const options: SlimClientOptions = { token, module: WebAssembly.compileStreaming(fetch(address)) };
  await slim(options);
  await slim({ token, module: bytes });
  await slim({ token, module: bytes.buffer as ArrayBuffer });
  await slim({ token, module: fetch(address) });
  await slim({ token, module: address });
  await slim({ token, module: address.href });
  const a2e = await slim({ token, module, timeoutMs: 1000 });
  yes<Same<typeof a2e, A2E>>();
  return a2e.faceSwap.wait(await a2e.faceSwap.start({ name: "Ada", face_url: "x", video_url: "y" }));
}

export async function wrong(module: WebAssembly.Module, token: string): Promise<void> {
  // @ts-expect-error no module
  await slim({ token });
  // @ts-expect-error nothing at all
  await slim();
  // @ts-expect-error nothing is no module
  await slim({ token, module: undefined });
  // @ts-expect-error nor is null; of objects the types of pages tell none from a module
  await slim({ token, module: null });
  // @ts-expect-error no such option
  await slim({ token, module, retries: 3 });
  // @ts-expect-error the other entries have a module
  await createClient({ token, module });
}
