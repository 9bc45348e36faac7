// The outcome as a table: a row for each server, a column for each kind of check with how many of it were good.

export const COLUMNS = ["conform", "users", "path", "header", "page", "body", "record", "webhook", "operation", "service", "stream", "token"];

const title = ({ name, version }) => (version ? `${name} (${version})` : name);
/** What a result is counted under: the first word of its name, of which `smuggling` and the like have others. */
const KINDS = { smuggling: "header", method: "page", preflight: "page" };
const kindOf = ({ name }) => {
  const word = name.split(":")[0];
  return KINDS[word] ?? word;
};

function cell({ results }, column) {
  const own = results.filter((result) => kindOf(result) === column);
  const bad = own.filter(({ ok }) => !ok).length;
  if (own.length === 0) return "-";
  return bad > 0 ? `FAIL ${bad}/${own.length}` : `${own.length}`;
}

/** Each row is `{ name, version, results }`, or has `missing` or `broken`, which say why there are none. */
export function table(rows) {
  const lines = [["server", ...COLUMNS]];
  for (const row of rows) {
    if (row.missing) lines.push([title(row), `not tested: ${row.missing}`]);
    else if (row.broken) lines.push([title(row), "FAIL"]);
    else lines.push([title(row), ...COLUMNS.map((column) => cell(row, column))]);
  }
  const full = lines.filter(({ length }) => length > 2);
  const widths = lines[0].map((_, place) => Math.max(...(place ? full : lines).map((line) => line[place].length)));
  return lines.map((line) => line.map((text, place) => text.padEnd(widths[place])).join("  ").trimEnd()).join("\n");
}

/** What went wrong, a text for each failure. */
export function failures(rows) {
  return rows.flatMap((row) => {
    if (row.broken) return [`${title(row)}: ${row.broken}`];
    return (row.results ?? []).filter(({ ok }) => !ok).map(({ name, error }) => `${title(row)}, ${name}: ${error}`);
  });
}

/** Counts the checks. Under `strict` a server that was not tested is a failure, and a kind without a check always. */
export function totals(rows, strict) {
  const results = rows.flatMap((row) => {
    if (row.missing) return strict ? [{ ok: false }] : [];
    if (row.broken) return [{ ok: false }];
    const empty = COLUMNS.filter((column) => cell(row, column) === "-").map(() => ({ ok: false }));
    return [...row.results, ...empty];
  });
  const pass = results.filter(({ ok }) => ok).length;
  return { pass, fail: results.length - pass };
}
