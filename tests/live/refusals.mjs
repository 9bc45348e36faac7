// How the service refuses: a record that nobody has, and a request without a token.

import { REFUSAL, DESCRIBED } from "./description.mjs";
import { againstDescription } from "./schemas.mjs";

const DETAIL = DESCRIBED.find(({ name }) => name === "textToImage.get");
const NOBODYS = "0".repeat(24);

/** Holds the form of a refusal against the description. */
export function checkRefusal(findings, operation, { status, json, isJson }) {
  const differs = (finding) => findings.differs(operation, "openapi.yaml", { kind: "refusal", ...finding });
  findings.saw("refusal", { operation: operation.id, status, code: json?.code });
  if (!isJson) return differs({ expected: "JSON", seen: "another text" });
  if (status < 400 && (json?.code === 0 || json?.success === true)) {
    return differs({ path: ["code"], expected: "a refusal", seen: "a good answer" });
  }
  return againstDescription(REFUSAL, json).forEach(differs);
}

/** Asks for a record that nobody has. */
export async function askForNobodys({ a2e, wire, findings, vocabulary, kindOf }) {
  if (wire.isSpent) return;
  wire.forget();
  let seen = "resolves";
  try {
    await a2e.textToImage.get(NOBODYS, { maxRetries: 0 });
  } catch (error) {
    seen = `rejects with ${kindOf(error)}`;
  }
  const answer = wire.answers.at(-1);
  if (answer) {
    vocabulary.learn(answer.json);
    // Fresh tasks are answered so, by clients that have met it.
    if (answer.json?.data !== null || answer.json?.code !== 0) checkRefusal(findings, DETAIL, answer);
  }
  if (seen !== "rejects with not_found") {
    findings.differs(DETAIL, "types", { kind: "refusal", expected: "rejects with not_found", seen });
  }
}
