// The members of a value that its schema does not name. The description allows them everywhere, so no validator tells.

import { resolved } from "./description.mjs";
import { typeOf } from "./problems.mjs";

/** The schemas that hold for one place: a schema with what it refers to and is made of. */
function whole(schema) {
  const one = resolved(schema);
  if (typeof one !== "object" || one === null) return [];
  const { allOf = [], anyOf = [], oneOf = [] } = one;
  return [one, ...[...allOf, ...anyOf, ...oneOf].flatMap(whole)];
}

/** An object of which no member is described may have any. */
export function unknownFields(schema, value, path = []) {
  const parts = [schema].flat().flatMap(whole);
  if (Array.isArray(value)) {
    const items = parts.flatMap(({ items }) => items ?? []);
    return value.flatMap((one) => unknownFields(items, one, [...path, null]));
  }
  if (typeOf(value) !== "object") return [];
  const names = new Set(parts.flatMap(({ properties }) => Object.keys(properties ?? {})));
  if (names.size === 0) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    const inner = [...path, name];
    if (!names.has(name)) return [{ kind: "field unknown", path: inner, expected: "nothing", seen: typeOf(one) }];
    return unknownFields(parts.flatMap(({ properties }) => properties?.[name] ?? []), one, inner);
  });
}
