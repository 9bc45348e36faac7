// A program: a client, one or a few calls of one method, and what its service does.

import fc from "fast-check";
import { answerOf } from "./answers.mjs";
import { METHODS } from "./described.mjs";
import { proxyOptions, request } from "./proxies.mjs";
import { clientOptions, options } from "./options.mjs";
import { any, id, ids, odd, oneOf, params, quoted, task, tasks } from "./values.mjs";

const data = oneOf(
  [5, any('new Blob(["abc"], { type: "image/png" })', 'new File(["abc"], "a.MP4")', "new Uint8Array(3)", "new ArrayBuffer(3)")],
  [2, any("new Blob()", 'new Blob(["x".repeat(2000)])', '{ size: 5, type: "", slice() {} }', "{ byteLength: 5 }")],
  [1, odd],
);
const address = any(
  '"https://media.example/a.mp4"',
  '"http://media.example/a.mp4"',
  '"javascript:1"',
  '{ urls: ["https://media.example/a.mp4"] }',
  '"{}"',
);
const verb = oneOf([5, any('"GET"', '"POST"', '"PUT"', '"DELETE"', '"HEAD"', '"get"')], [1, odd]);
const path = oneOf(
  [
    5,
    any(
      '"/api/v1/user/remainingCoins"',
      '"/api/v1/userFaceSwapTask/add"',
      '"x"',
      '"/a/../b"',
      '"//x.example/"',
      '"/a?b=c#d"',
      '"/%"',
      '"/日"',
    ),
  ],
  [1, odd],
);
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
const TOGETHER = METHODS.filter(
  ({ family, isGeneral, kind }) => isGeneral || (["faceSwap", "avatars"].includes(family) && kind !== "watch"),
);
const mixed = any(...TOGETHER).chain((method) =>
  fc.tuple(fc.constant(method.name), ...given(method), options(method.kind), any("", "500", "4000")),
);

/** The programs of a method. */
export function programsOf(method) {
  const isMain = method.kind === "createClient";
  const isProxy = method.kind === "proxy";
  const call =
    method.kind === "mixed" ? mixed : fc.tuple(...given(method), ...(isMain || isProxy ? [] : [options(method.kind)]));
  // Of some the last answer is a good one, so that many waits succeed.
  const last = any("", ...method.examples.map((example) => `reply(200, ${quoted(quoted(example))})`));
  const answers = (maxLength) =>
    fc.tuple(fc.array(answerOf(method), { minLength: 1, maxLength }), last).map(([all, last]) => (last ? [...all, last] : all));
  return fc.record({
    method: fc.constant(method.name),
    client: isProxy ? proxyOptions() : clientOptions(isMain),
    calls: oneOf(
      [method.kind === "mixed" ? 1 : 5, call.map((one) => [one])],
      [1, fc.array(call, { minLength: 2, maxLength: 5 })],
    ),
    answers: oneOf([2, answers(2)], [3, answers(6)]),
    /** When the client is closed, and after how many values an iterator is left. */
    closeAt: oneOf([8, fc.constant(undefined)], [1, any(0, 4000)]),
    leaveAt: oneOf([4, fc.constant(undefined)], [1, any(0, 1)]),
  });
}
