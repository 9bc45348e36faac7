import * as entry from "a2e-wasm";
import { useEffect } from "react";
import { check } from "../../check.js";
import { a2e } from "../../src/a2e.js";

export default function Home() {
  useEffect(() => {
    check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() }).then((report) => (window.report = report));
  }, []);
  return <p>React Router</p>;
}
