import * as entry from "a2e-wasm";
import { useEffect } from "react";
import { check } from "../../check.js";
import { a2e } from "../../src/a2e.js";

let report;

export default function Home() {
  useEffect(() => {
    // In development React runs an effect twice.
    report ??= check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() });
    report.then((done) => (window.report = done));
  }, []);
  return <p>React Router</p>;
}
