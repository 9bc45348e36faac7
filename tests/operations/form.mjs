// How an operation is called by its name in JavaScript, and what must then be on the wire. It is
// derived from the description and docs/names.md alone.

import { ROWS, starterOf } from "./names.mjs";

const FAMILY_VERBS = ["start", "get", "list", "batch", "delete", "rename"];
/** The paging of every family, whatever its words on the wire. */
const PAGING = { pageNum: "page", current: "page", page: "page", pageSize: "pageSize", page_size: "pageSize" };

export class Form {
  constructor(operation) {
    const row = ROWS.get(operation.id);
    if (!row) throw new Error(`docs/names.md has no row for ${operation.id}`);
    this.operation = operation;
    this.name = row.name;
    this.resource = row.resource;
    this.starter = starterOf(row.resource);
    /** The verb of a family; undefined for a single operation. */
    this.verb = this.starter && FAMILY_VERBS.includes(row.verb) ? row.verb : undefined;
    this.method = row.verb;

    const [first, ...others] = operation.fields;
    // The id of the one record that a call is about is an argument of its own. One that is inferred
    // is what the call is about all the same.
    const isId = first?.isId && others.length === 0 && (first.required || first.isInferred);
    /** The field in which the id goes, if it is not in the path. */
    this.idField = isId && !operation.hasPathId ? first.name : undefined;
    this.takesId = operation.hasPathId || this.idField !== undefined;
    const named = operation.fields.filter(({ name }) => name !== this.idField);
    /** The fields that are given by name, under our names. */
    this.fields = new Map(named.map((field) => [this.#ours(field.name), field]));
    this.takesParams = this.fields.size > 0 || operation.isFree;
  }

  #ours(wire) {
    return this.verb === "list" ? (PAGING[wire] ?? wire) : wire;
  }

  /** Whether a field is the paging of a family, for which this library has names and limits of its own. */
  isPaging(name) {
    return this.verb === "list" && Object.values(PAGING).includes(name);
  }

  /** Calls the operation by its name. */
  call(a2e, { id, params }, options) {
    const owner = this.resource.split(".").reduce((inner, part) => inner[part], a2e);
    return owner[this.method](...this.#given(id, params), options);
  }

  #given(id, params) {
    switch (this.verb) {
      case "start":
      case "list":
        return [params];
      case "batch":
        return [params?.ids];
      case "rename":
        return [id, params?.name];
      default:
        return [...(this.takesId ? [id] : []), ...(this.takesParams ? [params] : [])];
    }
  }

  /** What must arrive for what was given. */
  wire({ id, params }) {
    const { method, path, place } = this.operation;
    const given = { ...(this.idField && { [this.idField]: id }), ...this.#named(params ?? {}) };
    const text = ([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)];
    return {
      method,
      path: path.replace(/\{\w+\}/, id),
      // A query knows nothing but texts.
      query: place === "query" ? Object.fromEntries(Object.entries(given).map(text)) : {},
      body: place === "body" && (this.takesId || this.takesParams) ? given : null,
    };
  }

  #named(params) {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [this.fields.get(name)?.name ?? name, value]),
    );
  }
}
