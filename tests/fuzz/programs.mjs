// A program: a client, one or a few calls of one method, and what its service does.

import fc from "fast-check";
import { answerOf } from "./answers.mjs";
import { METHODS } from "./described.mjs";
import { HELPERS } from "./play.mjs";
import { any, clientOptions, id, ids, object, odd, options, params, task, tasks } from "./values.mjs";

const data = fc.oneof(
  { weight: 5, arbitrary: any('new Blob(["abc"], { type: "image/png" })', 'new File(["abc"], "a.MP4")', "new Uint8Array(3)", "new ArrayBuffer(3)") },
  { weight: 2, arbitrary: any("new Blob()", 'new Blob(["x".repeat(2000)])', '{ size: 5, type: "", slice() {} }', "{ byteLength: 5 }") },
  { weight: 1, arbitrary: odd },
);
const address = any('"https://media.example/a.mp4"', '"http://media.example/a.mp4"', '"javascript:1"', '{ urls: ["https://media.example/a.mp4"] }', '"{}"');
const verb = fc.oneof({ weight: 5, arbitrary: any('"GET"', '"POST"', '"PUT"', '"DELETE"', '"HEAD"', '"get"') }, { weight: 1, arbitrary: odd });
const path = fc.oneof({ weight: 5, arbitrary: any('"/api/v1/user/remainingCoins"', '"/api/v1/userFaceSwapTask/add"', '"x"', '"/a/../b"', '"//x.example/"', '"/a?b=c#d"', '"/%"', '"/日"') }, { weight: 1, arbitrary: odd });
const query = fc.oneof({ weight: 6, arbitrary: any("undefined", "{ page: 2, pageSize: 5 }", "{}", "{ pageSize: 101 }", "{ page: 0 }") }, { weight: 1, arbitrary: odd });
const name = fc.oneof({ weight: 5, arbitrary: any('"a name"') }, { weight: 1, arbitrary: odd });
const record = fc.oneof({ weight: 3, arbitrary: any('{ _id: "0123456789abcdef01234561", current_status: "completed" }') }, { weight: 1, arbitrary: odd });

/** The arguments of a method, before its options. */
function given({ kind, form, family, isGeneral }) {
  switch (kind) {
    case "start":
    case "run":
      return [params(form)];
    case "list":
    case "listAll":
      return [query];
    case "batch":
      return [ids];
    case "rename":
      return [id, name];
    case "get":
    case "delete":
      return [id];
    case "wait":
    case "watch":
      return [task(isGeneral ? undefined : family)];
    case "notify":
      return [task()];
    case "waitAll":
    case "check":
      return [tasks];
    case "task":
      return [record];
    case "upload":
      return [data];
    case "download":
      return [fc.oneof(address, task())];
    case "call":
      return [verb, path];
    case "createClient":
      return [];
    default:
      return [...(form.takesId ? [id] : []), ...(form.takesParams ? [params(form)] : [])];
  }
}

/** The programs of a method. */
export function programsOf(method) {
  const call = method.kind === "createClient" ? fc.constant([]) : fc.tuple(...given(method), options(method.kind));
  const isMain = method.kind === "createClient";
  return fc.record({
    method: fc.constant(method.name),
    client: clientOptions(isMain),
    calls: fc.oneof({ weight: 5, arbitrary: call.map((one) => [one]) }, { weight: 1, arbitrary: fc.array(call, { minLength: 2, maxLength: 3 }) }),
    answers: fc.oneof({ weight: 2, arbitrary: fc.array(answerOf(method), { minLength: 1, maxLength: 2 }) }, { weight: 3, arbitrary: fc.array(answerOf(method), { minLength: 1, maxLength: 6 }) }),
    /** When the client is closed, and after how many values an iterator is left. */
    closeAt: fc.option(any(0, 4000), { nil: undefined, freq: 8 }),
    leaveAt: fc.option(any(0, 1), { nil: undefined, freq: 5 }),
  });
}

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]));
export const kindOf = ({ method }) => BY_NAME.get(method).kind;

/** The options of the client of a program: those that are not named are the usual ones. */
export const clientOf = ({ client }) => `{ ...usual, fetch${client.map((entry) => `, ${object([entry]).slice(2, -2)}`).join("")} }`;

/** The call of a program's method. */
export function callOf(program, codes) {
  return kindOf(program) === "createClient" ? "a2e.credits.history()" : `a2e.${program.method}(${codes.join(", ")})`;
}

/** A program as JavaScript, to be saved in the checkout and run by Node. */
export function written(program) {
  const { calls, answers, closeAt, leaveAt } = program;
  const end = object(Object.entries({ closeAt, leaveAt }).filter(([, value]) => value !== undefined));
  const body = [
    "const fetch = serving([",
    ...answers.map((code) => `  (signal) => ${code},`),
    "]);",
    `const a2e = await createClient(${clientOf(program)});`,
    "await outcomes(a2e, [",
    ...calls.map((codes) => `  () => ${callOf(program, codes)},`),
    `]${end === "{  }" ? "" : `, ${end}`});`,
  ].join("\n");
  const names = HELPERS.filter((name) => new RegExp(`\\b${name}\\(|\\b${name}\\b(?!:)`).test(body));
  return `import { createClient, outcomes, serving, usual${names.map((name) => `, ${name}`).join("")} } from "./tests/fuzz/again.mjs";\n${body}`;
}
