// The checks on the server, by the client of docs/frameworks.md.

import * as entry from "a2e-wasm";
import { check } from "./check.js";
import { a2e } from "./server-a2e.mjs";

export const onServer = (proxy) =>
  check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL, client: a2e(), proxy });

/** A text that no markup changes. */
export const packed = (report) => `report ${Buffer.from(JSON.stringify(report)).toString("base64")}`;
