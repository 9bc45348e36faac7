import * as entry from "a2e-wasm";
import { client } from "./a2e.js";
import { check } from "../check.js";

check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client }).then((report) => (window.report = report));
