// The process of one contestant: waits for all tasks at once when it is told to, and sends what came of it.

import { CONTESTANTS } from "./contestants.mjs";

const [name, base, token] = process.argv.slice(2);
// What a first request costs in Node is no cost of waiting.
await (await fetch(`${base}/__emulator/health`)).text();
const wait = await CONTESTANTS[name].make({ base, token });

process.once("message", async (ids) => {
  const before = process.cpuUsage();
  const waits = await Promise.all(ids.map(observed));
  const { user, system } = process.cpuUsage(before);
  process.send({ waits, cpu: (user + system) / 1000 }, () => process.disconnect());
});
process.send("ready");

/** What a wait came to, and when. */
async function observed(id) {
  const outcome = await wait(id).then((url) => ({ url }), (error) => ({ error: String(error) }));
  return { id, at: Date.now(), ...outcome };
}
