// What a validator complains about, in the few kinds of a report: a kind, a path and types, and never a value.

/** The JSON type of a value. */
export function typeOf(value) {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A pointer as the steps of a path; an element of an array is the step `null`, whatever its place. */
function steps(pointer, value) {
  const path = [];
  for (const raw of pointer.split("/").slice(1)) {
    const key = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(value) ? null : key);
    value = value?.[key];
  }
  return path;
}

/** The types that a schema allows, as far as it says so itself. */
const typesIn = (types) => [types].flat().join(" or ");

function problem(error, value) {
  const { keyword, params, data } = error;
  const path = steps(error.instancePath, value);
  switch (keyword) {
    case "required":
      return { kind: "field missing", path: [...path, params.missingProperty], expected: "present", seen: "nothing" };
    case "type":
      return { kind: "type", path, expected: typesIn(params.type), seen: typeOf(data) };
    case "anyOf":
    case "oneOf":
      return { kind: "type", path, expected: "one of the described forms", seen: typeOf(data) };
    case "format":
      return { kind: "form", path, expected: params.format, seen: "another form" };
    case "enum":
    case "const":
      return { kind: "value", path, expected: "a described value", seen: `another ${typeOf(data)}` };
    case "pattern":
      return { kind: "form", path, expected: "the described form", seen: "another form" };
    default:
      return { kind: "limit", path, expected: "within the described limits", seen: "outside of them" };
  }
}

/**
 * The problems behind the errors of a validator. Where none of several forms fits, what is wrong with each of them says
 * nothing more; `follow` leads from a reference to its schema.
 */
export function problemsOf(errors, value, follow) {
  const choices = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  const isWithin = (error, { keyword, parentSchema, instancePath }) =>
    error.parentSchema !== parentSchema &&
    error.instancePath.startsWith(instancePath) &&
    isPartOf(error.parentSchema, parentSchema[keyword], follow);
  return errors
    .filter((error) => !choices.some((choice) => isWithin(error, choice)))
    .map((error) => problem(error, value));
}

function isPartOf(schema, whole, follow, seen = new Set()) {
  if (schema === whole) return true;
  if (typeof whole !== "object" || whole === null || seen.has(whole)) return false;
  seen.add(whole);
  const parts = typeof whole.$ref === "string" ? [follow(whole.$ref)] : Object.values(whole);
  return parts.some((part) => isPartOf(schema, part, follow, seen));
}
