// Runs the package in every runtime: `node tests/runtimes/run.mjs [name…]` takes those whose name has one of
// these texts in it. `cargo xtask test runtimes` sets the variables.

import * as browsers from "./browsers.mjs";
import * as bundlers from "./bundlers.mjs";
import * as csp from "./csp.mjs";
import * as edge from "./edge.mjs";
import * as next from "./next.mjs";
import * as node from "./node.mjs";
import * as oneFile from "./one-file.mjs";
import { once, runRows } from "./rows.mjs";
import * as shells from "./shells.mjs";
import * as unsent from "./unsent.mjs";
import * as workers from "./workers.mjs";
import { failures, table, totals } from "./table.mjs";

const MODULES = [node, shells, oneFile, unsent, workers, edge, browsers, csp, bundlers, next];
const RUNTIMES = MODULES.flatMap(({ runtimes }) => runtimes);

await runRows("runtime", RUNTIMES, tested, { table, failures, totals });

async function tested({ run }, kit) {
  const { version, results } = await run(kit);
  if (!results?.length) throw new Error("it gave no results");
  return { version, results: [...results, await once(kit.accounts, results)] };
}
