import * as entry from "a2e-wasm";
import { useEffect } from "react";
import { Text } from "react-native";
import { check } from "./check.js";
import { a2e } from "./src/a2e.js";

let report;

export default function App() {
  useEffect(() => {
    report ??= check(entry, { baseUrl: "/api/a2e", proxy: "/api/a2e", client: a2e() });
    report.then((done) => (globalThis.report = done));
  }, []);
  return <Text>Expo</Text>;
}
