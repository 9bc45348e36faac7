// The rows of Express: the proxy before and behind what parses bodies.

import { proxied } from "./proxied.mjs";

/** A server whose parsers come first. */
const behind = (...parsers) => `
import express from "express";
import { toNodeListener } from "a2e-wasm/server/node";
import { proxy } from "./proxy.mjs";

express().use(${parsers.join(", ")}).use("/api/a2e", toNodeListener(proxy)).listen(process.env.PORT);
`;

export const express = (line) => {
  const { run, ...row } = proxied(`Express ${line}`, {
    group: "Express",
    installs: { express: line },
    always: line === "5",
    ways: {
      "before express.json()": "server.mjs",
      "behind express.json()": "parsed.mjs",
      "behind express.json() that keeps the bytes": "kept.mjs",
      "behind express.raw()": "raw.mjs",
    },
  });
  return {
    ...row,
    async run(place) {
      place.write("parsed.mjs", behind("express.json()", "express.urlencoded({ extended: true })"));
      place.write("kept.mjs", behind("express.json({ verify: (request, _, bytes) => void (request.rawBody = bytes) })"));
      place.write("raw.mjs", behind(`express.raw({ type: "*/*" })`));
      return run(place);
    },
  };
};
