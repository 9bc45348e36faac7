// A program as JavaScript: to be played, and to be read.

import { METHODS } from "./described.mjs";
import { HELPERS } from "./play.mjs";
import { object } from "./values.mjs";

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]));
export const kindOf = ({ method }) => BY_NAME.get(method).kind;

/** The options of the client of a program: those that are not named are the usual ones. */
export function clientOf(program) {
  const more = program.client.map((entry) => `, ${object([entry]).slice(2, -2)}`).join("");
  return `{ ...${kindOf(program) === "proxy" ? "usualProxy" : "usual"}, fetch${more} }`;
}

/** The call of a program's method. */
export function callOf(program, codes) {
  if (kindOf(program) === "mixed") {
    const [name, ...given] = codes.slice(0, -1);
    const call = `a2e.${name}(${given.join(", ")})`;
    return codes.at(-1) && !/watch|listAll/.test(name) ? `after(${codes.at(-1)}, () => ${call})` : call;
  }
  if (kindOf(program) === "proxy") return `relayed(a2e, ${codes[0]})`;
  return kindOf(program) === "createClient" ? "a2e.credits.history()" : `a2e.${program.method}(${codes.join(", ")})`;
}

/** A program as JavaScript, to be saved in the checkout and run by Node. */
export function written(program) {
  const { calls, answers, closeAt, leaveAt } = program;
  const isProxy = kindOf(program) === "proxy";
  const end = object(Object.entries({ closeAt, leaveAt }).filter(([, value]) => value !== undefined));
  const body = [
    "const fetch = serving([",
    ...answers.map((code) => `  (signal, url, init) => ${code.startsWith("{") ? `(${code})` : code},`),
    "]);",
    `const a2e = await ${isProxy ? "makeProxy" : "createClient"}(${clientOf(program)});`,
    "await outcomes(a2e, [",
    ...calls.map((codes) => `  () => ${callOf(program, codes)},`),
    `]${end === "{  }" ? "" : `, ${end}`});`,
  ].join("\n");
  const names = HELPERS.filter((name) => new RegExp(`\\b${name}\\(|\\b${name}\\b(?!:)`).test(body));
  const [make, usual] = isProxy ? ["makeProxy", "usualProxy"] : ["createClient", "usual"];
  const imports = [make, "outcomes", "serving", usual, ...names].join(", ");
  return `import { ${imports} } from "./tests/fuzz/again.mjs";\n${body}`;
}
