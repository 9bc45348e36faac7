"use client";

import { useEffect } from "react";
import { run } from "./action.js";

export default function Page() {
  useEffect(() => {
    run().then((report) => (window.report = report));
  }, []);
  return <p>A server action</p>;
}
