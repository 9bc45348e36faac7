// Whether a page of another origin may ask the service, held against what openapi.yaml says under `x-cors`.

import { CORS, DESCRIBED } from "./description.mjs";

const ORIGIN = "https://example.com";
const ALLOW_ORIGIN = "access-control-allow-origin";
const ALLOW_HEADERS = "access-control-allow-headers";
const ALLOW_METHODS = "access-control-allow-methods";
/** The headers that a report names, and no values. */
const HEADERS = [
  ALLOW_ORIGIN,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  "access-control-allow-credentials",
  "access-control-expose-headers",
  "access-control-max-age",
  "vary",
];

const listed = (text) => (text ?? "").toLowerCase().split(",").map((one) => one.trim());

/** What a browser would make of an answer to a page of another origin. */
function isReadable(headers) {
  return ["*", ORIGIN].includes(headers.get(ALLOW_ORIGIN));
}

/** Whether a browser would send the request after this answer to its preflight. A star does not stand for Authorization. */
function isAllowed({ status, headers }, wanted) {
  const allowed = listed(headers.get(ALLOW_HEADERS));
  const hasAll = wanted.every((name) => allowed.includes(name) || (name !== "authorization" && allowed.includes("*")));
  return status >= 200 && status < 300 && isReadable(headers) && hasAll;
}

const named = (name) => DESCRIBED.find((operation) => operation.name === name);
const READ = named("account.coins");
const START = named("textToImage.start");

/** Asks as a browser would for a page of another origin. `cors` is what is said of each kind of answer. */
export async function checkCors({ findings, wire }, { baseUrl, token, cors = CORS }) {
  const send = async ({ path }, init) => {
    const headers = { origin: ORIGIN, ...init.headers };
    wire.forget();
    await wire.fetch(`${baseUrl.replace(/\/$/, "")}${path}`, { redirect: "manual", ...init, headers });
    return wire.answers.at(-1);
  };
  const preflight = (operation, wanted) =>
    send(operation, {
      method: "OPTIONS",
      headers: { "access-control-request-method": operation.method, "access-control-request-headers": wanted.join(",") },
    });
  const probes = [
    { of: "preflight", operation: READ, wanted: ["authorization"] },
    { of: "preflight", operation: START, wanted: ["authorization", "content-type"] },
    { of: "answer", operation: READ, headers: { authorization: `Bearer ${token}` } },
    { of: "refusal", operation: READ, headers: {} },
  ];
  for (const { of, operation, wanted, headers } of probes) {
    if (wire.isSpent) return findings.skip(operation, "the limit of requests is reached");
    let answer;
    try {
      answer = await (wanted ? preflight(operation, wanted) : send(operation, { method: operation.method, headers }));
    } catch {
      findings.differs(operation, "openapi.yaml", { kind: "cors", expected: `${of} ${cors[of]}`, seen: "no answer" });
      continue;
    }
    const seen = (wanted ? isAllowed(answer, wanted) : isReadable(answer.headers)) ? "allowed" : "blocked";
    const present = HEADERS.filter((name) => answer.headers.has(name));
    findings.saw("cors", { of, operation: operation.id, seen, headers: present });
    if (seen !== cors[of]) {
      findings.differs(operation, "openapi.yaml", { kind: "cors", expected: `${of} ${cors[of]}`, seen: `${of} ${seen}` });
    }
  }
}
