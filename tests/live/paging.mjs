// Whether the pages of a list are what the description says: no longer than asked for, each with other rows, and with a
// total where one is described.

import { recordsIn } from "./answers.mjs";
import { membersOf } from "./description.mjs";

const PAGE_NAMES = ["page", "pageNum", "current"];
const SIZE_NAMES = ["pageSize", "page_size"];
const FIRST_SIZE = 10;

/** Parameters for a page, under the names that the method takes. */
function page({ form }, number, size) {
  const named = (names) => names.find((name) => form.fields.has(name));
  return { [named(PAGE_NAMES)]: number, [named(SIZE_NAMES)]: size };
}

export const firstPage = (operation) => page(operation, 1, FIRST_SIZE);

/** Checks the first page, and asks for the second row as a page of its own. */
export async function checkPaging(asker, operation, { data, value }) {
  const differs = (finding) => asker.findings.differs(operation, "openapi.yaml", { kind: "paging", ...finding });
  const rows = recordsIn(operation, data);
  if (rows.length > FIRST_SIZE) {
    return differs({ expected: `${FIRST_SIZE} rows at most`, seen: "more rows than asked for" });
  }
  checkTotal(operation, differs, data, value, rows.length);
  if (rows.length < 2) return asker.findings.saw("paging", "too few rows to tell");
  const second = await asker.ask(operation, { params: page(operation, 2, 1) });
  if (!second) return undefined;
  const got = recordsIn(operation, second.data);
  const wrong = (seen) => differs({ expected: "the second row alone", seen });
  if (got.length > 1) return wrong("more rows than asked for");
  if (got.length === 0) return wrong("no row");
  if (got[0]._id === rows[1]._id) return asker.findings.saw("paging", "as described");
  // A task that was started in between moves all rows on, so the first page is read again before it is told.
  if (!(await isStillFirst(asker, operation, rows))) return asker.findings.saw("paging", "the list changed while it was read");
  return wrong(got[0]._id === rows[0]._id ? "the first row again" : "another row");
}

async function isStillFirst(asker, operation, rows) {
  const again = await asker.ask(operation, { params: page(operation, 1, 1) });
  return again !== undefined && recordsIn(operation, again.data)[0]?._id === rows[0]._id;
}

const TOTALS = ["count", "total"];

function checkTotal(operation, differs, data, value, length) {
  const described = membersOf(operation.dataSchema);
  const name = TOTALS.find((one) => described[one]);
  if (!name) return;
  const total = operation.form.verb === "list" ? value.total : TOTALS.map((one) => data?.[one]).find((one) => one !== undefined);
  if (total === undefined) differs({ path: ["data", name], expected: "a total", seen: "nothing" });
  else if (!(total >= length)) differs({ path: ["data", name], expected: "as many as there are rows", seen: "fewer" });
  else if (length < Math.min(total, FIRST_SIZE)) differs({ expected: "as many rows as asked for", seen: "fewer, though there are more" });
}
