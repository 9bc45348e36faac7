// A program that is one file when it is built: a client with a token, and a server with the proxy.
import { createServer } from "node:http";
import * as entry from "a2e-wasm";
import { createProxy, memoryOwners } from "a2e-wasm/server";
import { toNodeListener } from "a2e-wasm/server/node";
import { check } from "./check.js";

const options = { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL };
const proxy = createProxy({ ...options, allow: ["reads", "faceSwap"], authorize: () => "ada", owners: memoryOwners() });
const server = createServer(toNodeListener(proxy)).listen(0, "127.0.0.1", async () => {
  const report = await check(entry, { ...options, proxy: `http://127.0.0.1:${server.address().port}/api/a2e` });
  console.log(JSON.stringify(report));
  process.exit();
});
