// A program: a client, one or a few calls of one method, and what its service does.

import fc from "fast-check";
import { answerOf } from "./answers.mjs";
import { METHODS } from "./described.mjs";
import { HELPERS } from "./play.mjs";
import { any, clientOptions, id, ids, object, odd, oneOf, options, params, task, tasks } from "./values.mjs";

const data = oneOf(
  [5, any('new Blob(["abc"], { type: "image/png" })', 'new File(["abc"], "a.MP4")', "new Uint8Array(3)", "new ArrayBuffer(3)")],
  [2, any("new Blob()", 'new Blob(["x".repeat(2000)])', '{ size: 5, type: "", slice() {} }', "{ byteLength: 5 }")],
  [1, odd],
);
const address = any('"https://media.example/a.mp4"', '"http://media.example/a.mp4"', '"javascript:1"', '{ urls: ["https://media.example/a.mp4"] }', '"{}"');
const verb = oneOf([5, any('"GET"', '"POST"', '"PUT"', '"DELETE"', '"HEAD"', '"get"')], [1, odd]);
const path = oneOf([5, any('"/api/v1/user/remainingCoins"', '"/api/v1/userFaceSwapTask/add"', '"x"', '"/a/../b"', '"//x.example/"', '"/a?b=c#d"', '"/%"', '"/日"')], [1, odd]);
const query = oneOf([6, any("undefined", "{ page: 2, pageSize: 5 }", "{}", "{ pageSize: 101 }", "{ page: 0 }")], [1, odd]);
const name = oneOf([5, any('"a name"')], [1, odd]);
const record = oneOf([3, any('{ _id: "0123456789abcdef01234561", current_status: "completed" }')], [1, odd]);

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
      return [oneOf([2, address], [1, task()])];
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
    calls: oneOf([5, call.map((one) => [one])], [1, fc.array(call, { minLength: 2, maxLength: 3 })]),
    answers: oneOf([2, fc.array(answerOf(method), { minLength: 1, maxLength: 2 })], [3, fc.array(answerOf(method), { minLength: 1, maxLength: 6 })]),
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
