// Walks through parameters, which are this library's own copy of what was given: `params.rs` and `fields.rs`
// decide what they may be.

/** The value of a field in each of its holders; `undefined` where it is not there. */
export function values(sent, field) {
  const [holders, key] = find(sent, field);
  // An own property: a body with the key `__proto__` must not lend the others their values.
  return holders.map((holder) => (Object.hasOwn(holder, key) ? holder[key] : undefined));
}

/** Makes numbers of the texts in a field, or texts of its numbers. */
export function convert(sent, field, to) {
  const [holders, key] = find(sent, field);
  const from = to === "string" ? "number" : "string";
  for (const holder of holders) {
    if (typeof holder[key] === from) holder[key] = to === "string" ? String(holder[key]) : Number(holder[key]);
  }
}

/** The holders of a field, of `a.b` what is in `a` or its elements, and its name there. */
function find(sent, field) {
  const keys = field.split(".");
  const key = keys.pop();
  let holders = [sent];
  for (const outer of keys) {
    holders = holders.flatMap((holder) => holder[outer]).filter((inner) => Object(inner) === inner);
  }
  return [holders, key];
}
