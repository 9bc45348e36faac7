// One life of workerd, from its start to its first answer.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createInterface } from "node:readline";
import workerd from "workerd";

import { ID } from "../measure/answers.mjs";

/** How long the first answer takes, in microseconds. */
export async function firstAnswer(directory) {
  const begin = performance.now();
  // It tells its port on the control channel as soon as it listens.
  const options = { cwd: directory, stdio: ["ignore", "inherit", "inherit", "pipe"] };
  const child = spawn(workerd.default ?? workerd, ["serve", "config.capnp", "--control-fd=3"], options);
  const ended = once(child, "exit");
  try {
    const { _id } = JSON.parse(await ask(await port(child)));
    if (_id !== ID) throw new Error(`The Worker in ${directory} reads something else`);
    return (performance.now() - begin) * 1000;
  } finally {
    child.kill();
    await ended;
  }
}

async function port(child) {
  for await (const line of createInterface(child.stdio[3])) {
    const { event, port } = JSON.parse(line);
    if (event === "listen") return port;
  }
  throw new Error("workerd ended before it listened");
}

/** A request on a connection of its own, because the Worker of the last one is gone. */
async function ask(port) {
  const [answer] = await once(get({ host: "127.0.0.1", port, agent: false }), "response");
  let text = "";
  for await (const part of answer.setEncoding("utf8")) text += part;
  return text;
}
