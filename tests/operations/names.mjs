// The names that docs/names.md promises: one method per operation, and which resources are families.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./description.mjs";

const ROW = /^\|[^|]*\|\s*`(?<name>[\w.]+)`[^|]*\|[^|]*\|\s*`(?<id>\w+)`\s*\|\s*`(?<method>[A-Z]+) (?<path>\S+)`[^|]*\|\s*(?<effect>\w+)/;

/** The rows of all tables, by operation id. */
export const ROWS = new Map();
for (const line of readFileSync(join(ROOT, "docs/names.md"), "utf8").split("\n")) {
  const row = ROW.exec(line)?.groups;
  if (!row) continue;
  if (ROWS.has(row.id)) throw new Error(`docs/names.md has ${row.id} twice`);
  const [, resource, verb] = /^(.+)\.(\w+)$/.exec(row.name);
  ROWS.set(row.id, { ...row, resource, verb });
}

/** The operation that starts the tasks of a resource, if it is a family. */
export function starterOf(resource) {
  return [...ROWS.values()].find((row) => row.resource === resource && row.verb === "start")?.id;
}
