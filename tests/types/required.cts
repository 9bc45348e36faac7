// What `require` gives is what `import` gives. Compiled by tests/package only: it is the tarball's `exports` that
// tell the two apart.

import wasm = require("a2e-wasm");
import slim = require("a2e-wasm/slim");
import hooks = require("a2e-wasm/react");
import servers = require("a2e-wasm/server");
import listeners = require("a2e-wasm/server/node");
import type * as imported from "a2e-wasm" with { "resolution-mode": "import" };
import type * as importedSlim from "a2e-wasm/slim" with { "resolution-mode": "import" };
import type * as importedHooks from "a2e-wasm/react" with { "resolution-mode": "import" };
import type * as importedServers from "a2e-wasm/server" with { "resolution-mode": "import" };
import type * as importedListeners from "a2e-wasm/server/node" with { "resolution-mode": "import" };
import type { Same } from "./same.js" with { "resolution-mode": "import" };

function yes<_Claim extends true>(): void {}

const whole: typeof import("a2e-wasm") = wasm;
yes<Same<typeof whole.createClient, typeof imported.createClient>>();
yes<Same<typeof whole.A2E, typeof imported.A2E>>();
yes<Same<typeof whole.A2EError, typeof imported.A2EError>>();
yes<Same<keyof typeof whole, keyof typeof imported>>();
yes<Same<typeof slim.createClient, typeof importedSlim.createClient>>();
yes<Same<slim.SlimClientOptions, importedSlim.SlimClientOptions>>();
yes<Same<keyof typeof slim, keyof typeof importedSlim>>();
yes<Same<typeof hooks.useRun, typeof importedHooks.useRun>>();
yes<Same<typeof hooks.useTask, typeof importedHooks.useTask>>();
yes<Same<keyof typeof hooks, keyof typeof importedHooks>>();
yes<Same<typeof servers.createProxy, typeof importedServers.createProxy>>();
yes<Same<keyof typeof servers, keyof typeof importedServers>>();
yes<Same<typeof listeners.toNodeListener, typeof importedListeners.toNodeListener>>();
yes<Same<keyof typeof listeners, keyof typeof importedListeners>>();

async function uses(options: wasm.ClientOptions, task: wasm.Task<wasm.FaceSwapTask, "faceSwap">): Promise<string[]> {
  const a2e: wasm.A2E = await wasm.createClient(options);
  yes<Same<typeof a2e, imported.A2E>>();
  try {
    const { view }: hooks.Following<typeof task> = hooks.useTask(a2e, task);
    return view?.urls ?? (await a2e.faceSwap.wait(task)).urls;
  } catch (error) {
    if (error instanceof wasm.A2EError) throw new Error(error.kind);
    const ours: wasm.A2EError | undefined = wasm.A2EError.is(error) ? error : undefined;
    throw ours ?? error;
  }
}

class Mine extends wasm.A2E {}

async function wrong(): Promise<void> {
  // @ts-expect-error a client needs options
  await wasm.createClient();
  // @ts-expect-error errors are made by the package
  new wasm.A2EError("no");
  // @ts-expect-error loading is the entry's business
  wasm.initSync;
  // @ts-expect-error no such family
  hooks.useTask(null, { family: "faceSwaps", id: "0123456789abcdef01234567" });
}

export = { uses, wrong, Mine };
