// The methods of the client by openapi.yaml and docs: what they are called, whether they charge, and an example of each answer.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { OPERATIONS, ROOT } from "../operations/description.mjs";
import { Form } from "../operations/form.mjs";

/** The ids that examples and programs have. */
export const IDS = [1, 2, 3].map((number) => `0123456789abcdef0123456${number}`);

const document = parse(readFileSync(join(ROOT, "openapi.yaml"), "utf8"));

/** The example of an operation's answer, with the ids of programs in the place of its own. */
function exampleOf({ method, path }) {
  const media = document.paths[path][method.toLowerCase()].responses["200"].content["application/json"];
  const [example] = Object.values(media.examples);
  const ids = new Map();
  const text = JSON.stringify(example.value).replace(/"[0-9a-f]{24}"/g, (id) => {
    if (!ids.has(id)) ids.set(id, JSON.stringify(IDS[ids.size % IDS.length]));
    return ids.get(id);
  });
  return JSON.parse(text);
}

/** The operations that cost coins, by docs/operations.md. */
const ROW = /^\|[^|]*\| `(?<name>[\w.]+)`[^|]*\|[^|]*\| `(?<verb>[A-Z]+) (?<path>\S+)`\s*\| (?<effect>\w+)\s*\|/;
const CHARGING = new Set();
for (const line of readFileSync(join(ROOT, "docs/operations.md"), "utf8").split("\n")) {
  const row = ROW.exec(line)?.groups;
  if (row?.effect === "charging") CHARGING.add(`${row.verb} ${row.path}`);
}
if (CHARGING.size === 0) throw new Error("docs/operations.md has no charging operation");

/** Whether a request costs coins, by its method and its path. */
export function charges(method, path) {
  const [exact] = OPERATIONS.filter((one) => one.method === method && one.path === path);
  const isOf = (one) => new RegExp(`^${one.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const found = exact ?? OPERATIONS.find((one) => one.method === method && isOf(one));
  return found ? CHARGING.has(`${found.method} ${found.path}`) : !["GET", "HEAD", "DELETE"].includes(method);
}

/** Verbs of a family that are no operation of their own, and those that it has where the service has the operation. */
const ADDED = ["wait", "watch", "run", "listAll", "task"];
const VERBS = ["get", "list", "batch", "delete", "rename"];

class Method {
  constructor(name, kind, facts = {}) {
    Object.assign(this, { name, kind, examples: [], ...facts });
  }
}

function methods() {
  const all = [];
  const families = new Map();
  for (const operation of OPERATIONS) {
    const form = new Form(operation);
    const example = exampleOf(operation);
    const method = new Method(form.name, form.verb ?? "operation", {
      form,
      examples: [example],
      family: form.starter && form.resource,
    });
    all.push(method);
    if (method.family) families.set(method.family, [...(families.get(method.family) ?? []), method]);
  }
  for (const [family, own] of families) {
    const example = (verb) => own.find(({ kind }) => kind === verb)?.examples ?? [];
    const looks = ["get", "batch", "list"].flatMap(example);
    const start = own.find(({ kind }) => kind === "start");
    // Where the service lacks the operation, the method is there and says so.
    const lacking = VERBS.filter((kind) => !all.some(({ name }) => name === `${family}.${kind}`));
    for (const kind of [...ADDED, ...lacking]) {
      const examples = { run: [...example("start"), ...looks], listAll: example("list") }[kind] ?? looks;
      all.push(new Method(`${family}.${kind}`, kind, { family, form: kind === "run" ? start.form : undefined, examples }));
    }
  }
  const faceSwap = families.get("faceSwap").flatMap(({ examples }) => examples);
  for (const kind of ["wait", "watch", "waitAll", "check", "notify"]) {
    all.push(new Method(kind, kind, { isGeneral: true, examples: faceSwap }));
  }
  const presign = all.find(({ form }) => form?.operation.path.includes("r2/upload-presigned-url"))?.examples ?? [];
  all.push(new Method("storage.upload", "upload", { examples: presign }));
  all.push(new Method("faceSwap.previews.status", "get", { examples: faceSwap }));
  all.push(new Method("call", "call", { examples: faceSwap }));
  all.push(new Method("download", "download", { examples: faceSwap }));
  all.push(new Method("createClient", "createClient", { examples: faceSwap }));
  all.push(new Method("mixed", "mixed", { examples: faceSwap }));
  all.push(new Method("createProxy", "proxy", { examples: faceSwap }));
  return all;
}

/** Every method of the client. */
export const METHODS = methods();
/** The families of tasks. */
export const FAMILIES = [...new Set(METHODS.map(({ family }) => family).filter(Boolean))];
/** Methods whose name is not in the description, with those that are: what must be called. */
export const NAMES = METHODS.map(({ name }) => name);
