// Starts the service that is read from.

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));

/** Runs what it is given with the address of the service, which ends afterwards. */
export async function withService(use) {
  const server = fork(SERVER);
  try {
    return await use(await message(server));
  } finally {
    server.kill();
  }
}

/** The next message of a process; it is an error if it ends before. */
export function message(child) {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`A process ended with ${signal ?? code} and no result`)));
  });
}
