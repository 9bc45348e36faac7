// Every message about wrong input names the method as the caller wrote it, once. The methods are those of the client itself,
// so a new one is among them as soon as it is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROWS } from "./names.mjs";

const { createClient } = await import(pathToFileURL(join(process.env.A2E_PACKAGE, "index.js")));

let sent = 0;
const fetch = async () => {
  sent += 1;
  throw new Error("nothing may be sent");
};
const a2e = await createClient({ token: "sk_emulator_messages", maxRetries: 0, fetch });

/** What takes no arguments, and what wasm-bindgen adds; the build shortens names that are not public to a letter. */
const isOther = (key) => ["constructor", "close", "free"].includes(key) || key.length === 1;

/** All methods of the client by their names behind `a2e.`. */
function methodsOf(holder, path = "") {
  const found = new Map();
  for (let level = holder; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const key of Object.getOwnPropertyNames(level)) {
      if (isOther(key) || found.has(path + key)) continue;
      const value = holder[key];
      if (typeof value === "function") found.set(path + key, value.bind(holder));
      else if (typeof value === "object" && value) {
        for (const [name, method] of methodsOf(value, `${path}${key}.`)) found.set(name, method);
      }
    }
  }
  return found;
}

const METHODS = methodsOf(a2e);
const FAMILIES = [...METHODS.keys()].filter((name) => name.endsWith(".start")).map((name) => name.slice(0, -".start".length));

const DOCUMENTED = new Set([...ROWS.values()].map(({ name }) => name));

/** Why a verb cannot be used, where the service has no operation for it. */
function lack(name) {
  const [, key, verb] = /^(?:(.+)\.)?(\w+)$/.exec(name);
  if (!FAMILIES.includes(key)) return undefined;
  const has = (...verbs) => verbs.some((one) => DOCUMENTED.has(`${key}.${one}`));
  if (["get", "list", "batch", "delete", "rename"].includes(verb) && !has(verb)) return "the service has no such operation";
  if (verb === "run" && !has("get", "list")) {
    return `the service has no way to look at a started task of \`${key}\``;
  }
  return undefined;
}

/** The error of a call, whether it throws, rejects or breaks off an iteration. */
async function failure(call) {
  try {
    const value = await call();
    await (value && Symbol.asyncIterator in Object(value) ? value[Symbol.asyncIterator]().next() : value);
  } catch (error) {
    return error.message;
  }
  return "no error";
}

/** Checks the whole message of each of these methods. */
async function refuse(names, args, problem, lacking = () => undefined) {
  const found = {};
  const expected = {};
  for (const name of names) {
    found[name] = await failure(() => METHODS.get(name)(...args));
    expected[name] = `${name}: ${lacking(name) ?? problem}`;
  }
  assert.deepEqual(found, expected);
  assert.equal(sent, 0);
}

const verbs = (...names) => FAMILIES.flatMap((key) => names.map((verb) => `${key}.${verb}`)).filter((name) => METHODS.has(name));

test("every documented method is among those of the client", () => {
  const missing = [...ROWS.values()].map(({ name }) => name).filter((name) => !METHODS.has(name));
  assert.deepEqual(missing, []);
  const others = ["call", "wait", "watch", "waitAll", "notify", "check", "download", "storage.upload"];
  assert.deepEqual(others.filter((name) => !METHODS.has(name)), []);
});

test("a promise as an argument is refused by every method", async () => {
  await refuse(METHODS.keys(), [Promise.resolve("x")], "an argument is a promise: await it first");
});

test("a text that is no id is refused by every verb of a family that takes one", async () => {
  await refuse(verbs("get", "delete", "rename", "wait", "watch"), ["x"], "`id` must be an id of 24 hexadecimal digits", lack);
  await refuse(verbs("task"), ["x"], "`record` must be a record with an id");
  await refuse(verbs("batch"), [["x"]], "`ids` must be an array of 1 to 200 ids of 24 hexadecimal digits", lack);
});

test("parameters that are no object are refused by every verb of a family that takes them", async () => {
  await refuse(verbs("start", "run", "list", "listAll"), ["x"], "the parameters must be a plain object, got String", lack);
});

test("an option of the wrong kind is refused by every verb of a family", async () => {
  const problem = "option `maxRetries` must be a whole number from 0";
  const id = "0123456789abcdef01234567";
  await refuse(verbs("start", "run", "list", "listAll"), [{}, { maxRetries: -1 }], problem);
  await refuse(verbs("get", "delete", "wait", "watch"), [id, { maxRetries: -1 }], problem);
  await refuse(verbs("batch"), [[id], { maxRetries: -1 }], problem);
  await refuse(verbs("rename"), [id, "x", { maxRetries: -1 }], problem);
});

test("what names no task is refused by the methods that take tasks of any family", async () => {
  const missing = "`family` is missing: the task must be a view, its JSON, or `{ family, id }`";
  const unknown = "`family` is no family of tasks";
  const task = "`task` must be a task, a stored task, a record or an id";
  const tasks = ["x", { family: "nope", id: "x" }, { family: "faceSwap", id: "x" }];
  for (const [place, problem] of [missing, unknown, task].entries()) {
    await refuse(["wait", "watch", "notify"], [tasks[place]], problem);
    for (const name of ["waitAll", "check"]) {
      const [{ status, reason }] = await a2e[name]([tasks[place]]);
      assert.deepEqual([status, reason.message], ["rejected", `${name}: ${problem}`]);
    }
  }
  await refuse(["waitAll", "check"], ["x"], "`tasks` must be an array of tasks");
  assert.equal(sent, 0);
});
