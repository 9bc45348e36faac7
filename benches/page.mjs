// `cargo xtask bench page`: from the navigation to a page until it has the first answer of an API, in headless Chromium.

import { launch } from "../tests/chromium.mjs";
import { alternate } from "./measure/alternate.mjs";
import { BARE, OURS } from "./measure/contestants.mjs";
import { versions } from "./measure/packages.mjs";
import { load, report } from "./measure/report.mjs";
import { sizes } from "./measure/sizes.mjs";
import { ratio } from "./measure/statistics.mjs";
import { number, spread, table } from "./measure/table.mjs";
import { withHost } from "./page/host.mjs";
import { IMPORTED, IMPORTED_PRELOADED, PEERS, SLIM, SLIM_PRELOADED, pages } from "./page/programs.mjs";
import { SETTINGS, visit } from "./page/visit.mjs";

const TURNS = { rounds: 15, warm: 1 };
/** What may be exceeded nowhere, as a part of the time of another, by setting. */
const BUDGETS = [
  ["unthrottled", "openai", 1],
  ["slow 4G", "openai", 1],
  ["slow 4G", "fal", 1.15],
];

const files = await pages();
const times = new Map();
const browser = await launch();
try {
  await withHost(files, async (address) => {
    for (const [name, setting] of Object.entries(SETTINGS)) {
      times.set(name, await alternate([...files.keys()], TURNS, (page) => visit(browser, address(page), setting)));
    }
  });
} finally {
  await browser.close();
}

/** The samples of one of the times that each visit has, in microseconds. */
const part = (setting, time) =>
  new Map([...times.get(setting)].map(([name, all]) => [name, all.map((sample) => sample[time] * 1000)]));

const tables = Object.keys(SETTINGS).flatMap((setting) => [
  spread(`${setting}: first answer`, "ms", part(setting, "answered"), BARE),
  spread(`${setting}: request sent`, "ms", part(setting, "sent"), BARE),
]);
const bytes = [...files].map(([name, own]) => [name, number(sizes(Object.values(own)).brotli)]);
const notes = `first answer  from the navigation until the page has one record
request sent  until it asks for the record: the page and its scripts are loaded, and the client is made
slow 4G       1.6 Mbit/s and 150 ms for each request, to the API as well, and a CPU four times slower, by CDP

A page is its HTML and its script by esbuild, minified; ${SLIM} has the wasm beside it. All are compressed by brotli and sent by
HTTP/1.1 from the host of the API. Each visit has a new browser context with an empty cache; visits take turns, in an order that
changes. ${TURNS.rounds} of each, after ${TURNS.warm} that does not count. Chromium ${browser.version()}.
"${SLIM_PRELOADED}" has <link rel="preload" as="fetch" crossorigin> for the wasm. "${IMPORTED}" loads the library by a
dynamic import, and "${IMPORTED_PRELOADED}" has <link rel="modulepreload"> for it.
${versions(PEERS)}
${load()}`;

const budgets = BUDGETS.map(([setting, other, most]) => {
  const samples = part(setting, "answered");
  const value = ratio(samples.get(OURS), samples.get(other));
  const allowed = most === 1 ? "less than 1.00 is" : `${most.toFixed(2)} is`;
  return {
    says: `${setting}: the first answer of ${OURS} takes ${value.toFixed(2)} times that of ${other}; ${allowed} allowed`,
    kept: most === 1 ? value < 1 : value <= most,
  };
});
await report("page", [...tables, table(["page", "brotli 11"], bytes), notes], budgets);
