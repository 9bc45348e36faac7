// An edge-runtime with a handler in it, in a process of its own. The module is given to it compiled, as Vercel and
// Next.js do: the handler finds it by the name that its import was given. Prints what the handler answers.

import { readFile } from "node:fs/promises";
import { EdgeRuntime } from "edge-runtime";

const { handler, wasm, name, scene } = JSON.parse(process.argv[2]);

const module = new WebAssembly.Module(await readFile(wasm));
const runtime = new EdgeRuntime({
  initialCode: await readFile(handler, "utf8"),
  extend: (context) => Object.assign(context, { [name]: module }),
});
const answer = await runtime.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify(scene) });
console.log(await answer.text());
