import * as entry from "a2e-wasm";
import { check } from "../../check.js";

export default defineEventHandler(() => check(entry, { token: process.env.A2E_TOKEN, baseUrl: process.env.A2E_BASE_URL }));
