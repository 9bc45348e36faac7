// Pages under a strict Content-Security-Policy, which allows no inline script: hence no import map.

import { BROWSERS, visit } from "./visitors.mjs";

const PAGE = (script) => `<!doctype html>
<title>${script}</title>
<link rel="icon" href="data:,">
<script type="module" src="/${script}"></script>
`;

const ALLOWED = `
import { A2E, A2EError, createClient } from "/node_modules/a2e-wasm/index.js";
import { conform } from "/conformance.mjs";
conform({ A2E, A2EError, createClient }, { baseUrl: "/api/a2e" }).then(report, complain);
`;

/** Gives the errors of two calls: the second load must not be taken for done. */
const REFUSED = `
import { A2EError, createClient } from "/node_modules/a2e-wasm/index.js";
async function attempt() {
  const error = await createClient({ baseUrl: "/api/a2e" }).catch((error) => error);
  const { kind, message } = error;
  const says = ["Content-Security-Policy", "script-src 'wasm-unsafe-eval'"].every((part) => message?.includes(part));
  return { check: "errors", ok: error instanceof A2EError && kind === "config" && says, error: String(message) };
}
Promise.all([attempt(), attempt()]).then(report, complain);
`;

/** Everything that a strict policy denies; the service's own address is where files are. */
function policy(script, { baseUrl }) {
  const directives = [
    "default-src 'none'", `script-src 'self'${script}`, `connect-src 'self' ${baseUrl}`, "base-uri 'none'",
    "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ];
  return { "content-security-policy": directives.join("; ") };
}

export const runtimes = Object.keys(BROWSERS).map((browser) => ({
  name: `${browser}, a strict Content-Security-Policy`,
  async run(kit) {
    const { directory: folder } = await kit.project({
      "main.js": ALLOWED,
      "refused.js": REFUSED,
      "index.html": PAGE("main.js"),
      "refused.html": PAGE("refused.js"),
    });
    const account = await kit.account(`${browser} csp`);
    const site = (script) => ({ folder, account, headers: policy(script, account) });
    const { version, results } = await visit(kit, browser, site(" 'wasm-unsafe-eval'"));
    const refused = await visit(kit, browser, site(""), "/refused.html");
    return { version, results: [...results, ...refused.results] };
  },
}));
