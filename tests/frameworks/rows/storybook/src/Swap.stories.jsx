import * as entry from "a2e-wasm";
import { useEffect } from "react";
import { check } from "../check.js";
import { a2e } from "./a2e.js";

let report;

function Swap() {
  useEffect(() => {
    report ??= check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() });
    report.then((done) => (window.report = done));
  }, []);
  return <p>Storybook</p>;
}

export default { title: "Swap", component: Swap };
export const Check = {};
