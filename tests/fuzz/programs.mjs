// A program: a client, one or a few calls of one method, and what its service does.

import fc from "fast-check";
import { answerOf } from "./answers.mjs";
import { METHODS } from "./described.mjs";
import { HELPERS } from "./play.mjs";
import { proxyOptions, request } from "./proxies.mjs";
import { any, clientOptions, id, ids, object, odd, oneOf, options, params, quoted, task, tasks } from "./values.mjs";

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
    case "proxy":
      return [request];
    case "createClient":
      return [];
    default:
      return [...(form.takesId ? [id] : []), ...(form.takesParams ? [params(form)] : [])];
  }
}

/** What is called together where several methods of a client meet. */
const TOGETHER = METHODS.filter(({ family, isGeneral, kind }) => isGeneral || (["faceSwap", "avatars"].includes(family) && kind !== "watch"));
const mixed = any(...TOGETHER).chain((method) =>
  fc.tuple(fc.constant(method.name), ...given(method), options(method.kind), any("", "500", "4000")),
);

/** The programs of a method. */
export function programsOf(method) {
  const isMain = method.kind === "createClient";
  const isProxy = method.kind === "proxy";
  const call = method.kind === "mixed" ? mixed : fc.tuple(...given(method), ...(isMain || isProxy ? [] : [options(method.kind)]));
  // Of some the last answer is a good one, so that many waits succeed.
  const last = any("", ...method.examples.map((example) => `reply(200, ${quoted(quoted(example))})`));
  const answers = (maxLength) =>
    fc.tuple(fc.array(answerOf(method), { minLength: 1, maxLength }), last).map(([all, last]) => (last ? [...all, last] : all));
  return fc.record({
    method: fc.constant(method.name),
    client: isProxy ? proxyOptions() : clientOptions(isMain),
    calls: oneOf([method.kind === "mixed" ? 1 : 5, call.map((one) => [one])], [1, fc.array(call, { minLength: 2, maxLength: 5 })]),
    answers: oneOf([2, answers(2)], [3, answers(6)]),
    /** When the client is closed, and after how many values an iterator is left. */
    closeAt: oneOf([8, fc.constant(undefined)], [1, any(0, 4000)]),
    leaveAt: oneOf([4, fc.constant(undefined)], [1, any(0, 1)]),
  });
}

const BY_NAME = new Map(METHODS.map((method) => [method.name, method]));
export const kindOf = ({ method }) => BY_NAME.get(method).kind;

/** The options of the client of a program: those that are not named are the usual ones. */
export const clientOf = (program) => `{ ...${kindOf(program) === "proxy" ? "usualProxy" : "usual"}, fetch${program.client.map((entry) => `, ${object([entry]).slice(2, -2)}`).join("")} }`;

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
  return `import { ${isProxy ? "makeProxy" : "createClient"}, outcomes, serving, ${isProxy ? "usualProxy" : "usual"}${names.map((name) => `, ${name}`).join("")} } from "./tests/fuzz/again.mjs";\n${body}`;
}
