// What the scripts of the package refer to, by their syntax trees.

import { parse } from "acorn";

/** A script, read as the kind that its name says: a CommonJS one with `import` in it is no script at all. */
export class Script {
  constructor(name, text) {
    this.comments = [];
    const sourceType = name.endsWith(".cjs") ? "commonjs" : "module";
    const onComment = (_block, comment) => this.comments.push(comment.trim());
    this.tree = parse(text, { ecmaVersion: 2022, sourceType, onComment });
  }

  /** What it is made of, in the order of the text. */
  get nodes() {
    return [...within(this.tree)];
  }

  /** The names that it uses, those of members included. */
  get names() {
    return new Set(this.nodes.filter(({ type }) => type === "Identifier").map(({ name }) => name));
  }

  /** What it loads: by `import` of any form, by `require`, and by addresses beside itself. */
  get references() {
    return this.nodes.flatMap((node) => {
      if (node.type === "ImportExpression") return [literal(node.source)];
      if (/^(?:Import|Export)\w*Declaration$/.test(node.type)) return node.source ? [literal(node.source)] : [];
      if (node.type === "CallExpression" && node.callee.name === "require") return [literal(node.arguments[0])];
      const [path, base] = node.type === "NewExpression" && node.callee.name === "URL" ? node.arguments : [];
      return isMetaUrl(base) ? [literal(path)] : [];
    });
  }

  /** The names that it exports, as an ES module. */
  get exports() {
    const exported = this.nodes.filter(({ type }) => type === "ExportNamedDeclaration");
    return exported.flatMap(({ specifiers, declaration }) => {
      const declared = declaration ? (declaration.declarations ?? [declaration]) : [];
      return [...specifiers.map((each) => each.exported.name), ...declared.map(({ id }) => id.name)];
    });
  }
}

function* within(value) {
  if (typeof value !== "object" || value === null) return;
  if (typeof value.type === "string") yield value;
  for (const part of Object.values(value)) yield* within(part);
}

function literal(node) {
  if (node?.type !== "Literal") throw new Error(`What is loaded is worked out at run time, at ${node?.start}`);
  return node.value;
}

const isMetaUrl = (node) => node?.object?.type === "MetaProperty" && node.property.name === "url";
