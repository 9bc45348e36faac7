// The headless Chromium of all tests and benches.

import { chromium } from "playwright-core";

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Starts it; `cargo xtask` says where it is. */
export const launch = () => chromium.launch({ executablePath: process.env.CHROME, args: ARGS });
