// A client of a proxy, in a program of its own: `node client.mjs URL`.
import * as entry from "a2e-wasm";
import { check } from "./check.js";

const [, , baseUrl] = process.argv;
console.log(JSON.stringify(await check(entry, { baseUrl, proxy: baseUrl })));
