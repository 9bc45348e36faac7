// `cargo xtask bench worker`: what the package adds to the start of a Worker on workerd, and to its upload.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { alternate } from "./measure/alternate.mjs";
import { BARE, CONTESTANTS } from "./measure/contestants.mjs";
import { manifest, versions } from "./measure/packages.mjs";
import { load, report } from "./measure/report.mjs";
import { withService } from "./measure/service.mjs";
import { sizes } from "./measure/sizes.mjs";
import { number, spread, table } from "./measure/table.mjs";
import { firstAnswer } from "./worker/serve.mjs";
import { EMPTY, uploads } from "./worker/upload.mjs";

const TURNS = { rounds: 15, warm: 1 };

const directory = await mkdtemp(join(tmpdir(), "a2e-wasm-bench-"));
try {
  await withService(async (base) => {
    const workers = await uploads(directory, base);
    const turn = (name) => firstAnswer(workers.get(name).directory);
    const samples = await alternate([...workers.keys()], TURNS, turn);
    const bytes = [...workers].map(([name, { files }]) => ({ name, ...sizes(files) }));
    bytes.sort((one, other) => one.gzip - other.gzip);
    const rows = bytes.map(({ name, raw, gzip }) => [name, number(raw), number(gzip)]);

    const runtime = `workerd ${manifest("workerd").version}`;
    const notes = `first answer  from the start of ${runtime} to the answer to its first request, with one record in it
upload        the script and the wasm in bytes, as wrangler bundles them; a Worker's limit counts the gzip

Each sample is a process of its own; they take turns, in an order that changes. ${TURNS.rounds} of each, after ${TURNS.warm}
that does not count. "${EMPTY}" answers without asking anybody.
${versions(CONTESTANTS)}
${load()}`;
    const upload = table(["upload", "raw", "gzip 9"], rows);
    await report("worker", [spread("first answer", "ms", samples, BARE), upload, notes], []);
  });
} finally {
  await rm(directory, { recursive: true });
}
