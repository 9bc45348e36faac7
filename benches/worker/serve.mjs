// One life of workerd, from its start to its first answer.

import { once } from "node:events";
import { get } from "node:http";
import workerd from "workerd";

import { Workerd } from "../../tests/package/workerd.mjs";
import { ID } from "../measure/answers.mjs";

/** How long the first answer takes, in microseconds. */
export async function firstAnswer(directory) {
  const begin = performance.now();
  const started = await Workerd.serve(directory, { binary: workerd.default ?? workerd });
  try {
    const { _id } = JSON.parse(await ask(started.url));
    if (_id !== ID) throw new Error(`The Worker in ${directory} reads something else`);
    return (performance.now() - begin) * 1000;
  } finally {
    await started.stop();
  }
}

/** A request on a connection of its own, because the Worker of the last one is gone. */
async function ask(url) {
  const [answer] = await once(get(url, { agent: false }), "response");
  let text = "";
  for await (const part of answer.setEncoding("utf8")) text += part;
  return text;
}
