// A program that is built as for a page: nothing in it is Node's but where its options come from.
import * as entry from "a2e-wasm";
import { check } from "./check.js";

const { A2E_TOKEN, A2E_BASE_URL } = globalThis.process.env;
check(entry, { token: A2E_TOKEN, baseUrl: A2E_BASE_URL }).then((report) => console.log(JSON.stringify(report)));
