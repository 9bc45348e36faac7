// What the client makes of input that is not as the vendor describes it: what it refuses by name,
// without sending anything, what it warns of and sends, and what it turns into the documented type.

import assert from "node:assert/strict";
import { CODE, Drive, REASON } from "./drive.mjs";
import { Form } from "./form.mjs";
import { isRequired, mayBeEmpty, pairsOf } from "./relations.mjs";
import { atLimits, beyondLimits, ofWrongType, otherForms, requests, valid } from "./values.mjs";

const NO_IDS = [undefined, null, 7, {}, [], "", "no id", "0123456789abcdef0123456", "0123456789abcdef0123456g"];
const NO_PARAMS = ["text", 7, true, []];

/** Some parameters without those of these names. */
const without = (params, names) => Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));

/** The fields that must not be there beside a field. */
function excludedBy(operation, name) {
  const pair = pairsOf(operation).find(({ rule, fields }) => rule !== "some" && fields.includes(name));
  return pair?.fields.filter((other) => other !== name) ?? [];
}

/** Every bad value of a field that holds others, with the path of the member that is bad. */
function* badMembers(path, field, value) {
  const within = (change) => (Array.isArray(value) ? [...value.slice(1), change(value[0])] : change(value));
  for (const member of field.members) {
    const { name, required } = member;
    const inner = `${path}.${name}`;
    if (required) yield [inner, within((holder) => without(holder, [name]))];
    for (const wrong of ofWrongType(member)) yield [inner, within((holder) => ({ ...holder, [name]: wrong }))];
    for (const [deeper, bad] of badMembers(inner, member, valid(member))) {
      yield [deeper, within((holder) => ({ ...holder, [name]: bad }))];
    }
  }
}

/** Every bad request of an operation, with the fields of which one must be named; none where nothing can be. */
function* badRequests({ form, operation, request, requests }) {
  const { params } = request;
  const bad = (what, fields, change) => ({ what, fields, request: { ...request, ...change } });

  if (form.takesId) for (const id of NO_IDS) yield bad(`id ${JSON.stringify(id)}`, ["id"], { id });
  for (const [name, field] of form.fields) {
    const beside = without(params, [name, ...excludedBy(operation, name)]);
    // The paging of a family has defaults.
    if (isRequired(operation, field) && !form.isPaging(name)) yield bad(`no ${name}`, [name], { params: beside });
    for (const value of ofWrongType(field)) {
      yield bad(`${name}: ${JSON.stringify(value)}`, [name], { params: { ...beside, [name]: value } });
    }
    for (const [path, value] of badMembers(name, field, params[name] ?? valid(field))) {
      yield bad(`${path} in ${JSON.stringify(value)}`, [path], { params: { ...beside, [name]: value } });
    }
  }
  for (const { rule, fields } of pairsOf(operation)) {
    const [none, both] = [without(params, fields), Object.assign({}, ...requests)];
    if (rule !== "not both") yield bad(`none of ${fields}`, fields, { params: none });
    if (rule !== "some") yield bad(`both of ${fields}`, fields, { params: both });
  }
  if (form.takesParams && !["batch", "rename"].includes(form.verb)) {
    const needed = [...form.fields].some(([name, field]) => isRequired(operation, field) && !form.isPaging(name));
    for (const value of needed ? [undefined, null, ...NO_PARAMS] : NO_PARAMS) {
      yield bad(`${JSON.stringify(value)} for the parameters`, [], { params: value });
    }
  }
}

/** Whether a generator of requests finds any for an operation. */
function finds(generator, operation) {
  const form = new Form(operation);
  const all = requests(form);
  return !generator({ form, operation, requests: all, request: { params: all[0] } }).next().done;
}

/** Whether anything about a request can be wrong. */
export const canBeBad = (operation) => finds(badRequests, operation);

/** Whether a request can be unusual and yet go out. */
export const canBeUnusual = (operation) => finds(unusualRequests, operation);

/**
 * Checks that each bad request is refused by the name of its field, and that the emulator's counters
 * stay as they are. Gives the number of fields.
 */
export async function refusedBeforeSending(operation) {
  const drive = await Drive.of(operation);
  const before = await drive.account.counters();
  const seen = new Set();
  const problems = [];
  for (const { what, fields, request } of badRequests(drive)) {
    try {
      const { kind, field, message } = await drive.refusal(request);
      assert.equal(kind, "validation", `${kind}: ${message}`);
      if (fields.length > 0) {
        assert.ok(fields.includes(field), `names ${field}: ${message}`);
        assert.ok(message.startsWith(`${drive.form.name}: \`${field}\` `), message);
      }
      fields.forEach((name) => seen.add(name));
    } catch (error) {
      problems.push(`${what}: ${error.message}`);
    }
  }
  assert.equal(problems.join("\n"), "");
  assert.deepEqual([await drive.account.counters(), drive.answers], [before, []]);
  return seen.size;
}

/** Every request that goes out although a value is outside the published limits, or is not of the documented type. */
function* unusualRequests({ form, operation, request }) {
  for (const [name, field] of form.fields) {
    // The paging of a family has limits of this library's own.
    if (form.isPaging(name)) continue;
    const beside = without(request.params, excludedBy(operation, name));
    const unusual = (given, { arrives = given, ...more } = {}) => ({
      what: `${name}: ${JSON.stringify(given)}`,
      name,
      request: { ...request, params: { ...beside, [name]: given } },
      arrives: { ...request, params: { ...beside, [name]: arrives } },
      ...more,
    });
    for (const value of beyondLimits(field)) yield unusual(value, { warns: true });
    for (const value of atLimits(field)) yield unusual(value, { isOffline: true });
    for (const { given, arrives } of otherForms(field)) yield unusual(given, { arrives });
    if (mayBeEmpty(operation, field)) yield unusual("");
  }
}

/**
 * Checks that each of those is sent, that a warning tells of what is outside the limits and of nothing
 * else, and that numbers and texts arrive in the documented type. Gives the number of warnings and of
 * other requests.
 */
export async function sentAllTheSame(operation) {
  const drive = await Drive.of(operation);
  const problems = [];
  const sent = { warned: 0, unusual: 0 };
  for (const { what, name, warns = false, isOffline = false, request, arrives } of unusualRequests(drive)) {
    drive.warnings.length = 0;
    drive.isOffline = isOffline;
    // The emulator is told to answer before it looks: it would refuse some of these itself.
    if (!isOffline) await drive.account.refuse(operation.id, CODE, REASON);
    try {
      const refused = async () => assert.ok((await drive.refusal(request)).message.endsWith(REASON));
      if (isOffline) await refused();
      else drive.checkLog(await drive.account.during(refused), arrives);
      assert.equal(drive.warnings.length, warns ? 1 : 0, `${drive.warnings.length} warnings ${drive.warnings}`);
      if (warns) assert.match(drive.warnings[0], new RegExp(`: \`${name}\` is outside the published `));
      if (!isOffline) sent[warns ? "warned" : "unusual"] += 1;
    } catch (error) {
      problems.push(`${what}: ${error.message}`);
    }
  }
  assert.equal(problems.join("\n"), "");
  return sent;
}
