// `cargo xtask bench proxy`: for how long one request of one user can keep a server from all others.

import { report } from "./measure/report.mjs";
import { measureHolds } from "./proxy/holds.mjs";

const { text, budget } = await measureHolds();
await report("proxy", [text], [budget]);
