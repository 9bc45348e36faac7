import * as entry from "a2e-wasm";
import { a2e } from "./a2e.js";
import { check } from "../check.js";

check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() }).then((report) => (window.report = report));
