// Deno and Bun, which run the same programs as Node.

import { importing, requiring, run } from "./programs.mjs";

const PROGRAMS = { import: ["app.mjs", importing("a2e-wasm")], require: ["app.cjs", requiring("a2e-wasm")] };

/** Nothing is asked for, fetched or kept: the net is the emulator, the variable the program's own. */
const DENO = ["run", "--no-prompt", "--no-remote", "--allow-net=127.0.0.1", "--allow-env=A2E_SCENE"];

const RUNTIMES = [
  { name: "Deno, import", program: "import", args: DENO },
  // The entry for `require` reads its module from a file.
  { name: "Deno, require", program: "require", args: [...DENO, "--allow-read=node_modules"] },
  { name: "Bun, import", program: "import", args: ["run"] },
  { name: "Bun, require", program: "require", args: ["run"] },
];

export const runtimes = RUNTIMES.map(({ name, program, args }) => ({
  name,
  async run(kit) {
    const [file, text] = PROGRAMS[program];
    const project = await kit.project({ [file]: text });
    const executable = name.startsWith("Deno") ? deno(kit) : bun(kit);
    return run(project, await kit.account(name), executable, [...args, file]);
  },
}));

/** Not the one in `.bin`, which first copies the binary beside itself. */
function deno(kit) {
  return kit.file(`@deno/${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}/deno`);
}

/** Likewise: that in `.bin` is put there by an install script. */
export function bun(kit) {
  return kit.file(`@oven/bun-${process.platform}-${process.arch}/bin/bun`);
}
