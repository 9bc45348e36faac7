// The types that the package declares for the answers of its methods, as JSON schemas.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript-5.4";

const { TypeFlags, SymbolFlags } = ts;

/** The type that awaits a method of a client, such as `faceSwap.get`. */
const answerOf = (name) => `Awaited<ReturnType<A2E${name.split(".").map((part) => `["${part}"]`).join("")}>>`;

/**
 * The schema of what each method resolves to, by the method's name. The compiler reads the declarations; `directory` is
 * where the program for it is written.
 */
export function declaredAnswers(packageDirectory, directory, names) {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, "answers.mts");
  const from = relative(dirname(file), join(packageDirectory, "index.js"));
  const aliases = names.map((name, place) => `export type Answer${place} = ${answerOf(name)};`);
  writeFileSync(file, `import type { A2E } from "${from}";\n${aliases.join("\n")}\n`);
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    // Answers have no types of the DOM, which take the compiler a second.
    lib: ["lib.es2022.d.ts"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const complaint = program.getSemanticDiagnostics(source)[0];
  if (complaint) throw new Error(ts.flattenDiagnosticMessageText(complaint.messageText, "\n"));
  const statements = source.statements.filter(ts.isTypeAliasDeclaration);
  return new Map(
    statements.map((alias, place) => [names[place], new Schemas(checker).whole(checker.getTypeAtLocation(alias.name))]),
  );
}

/** Turns types into schemas. Objects are kept by their text, because a task's siblings are tasks. */
class Schemas {
  #definitions = {};

  constructor(checker) {
    this.checker = checker;
  }

  whole(type) {
    return { ...this.#of(type), $defs: this.#definitions };
  }

  #of(type) {
    if (type.isUnion()) return this.#union(type.types);
    // `string & {}`: a word that is not in the list.
    if (type.isIntersection()) return this.#of(type.types[0]);
    const { flags } = type;
    if (flags & TypeFlags.StringLiteral || flags & TypeFlags.NumberLiteral) return { const: type.value };
    if (flags & TypeFlags.BooleanLiteral) return { const: type.intrinsicName === "true" };
    if (flags & TypeFlags.String) return { type: "string" };
    if (flags & TypeFlags.Number) return { type: "number" };
    if (flags & TypeFlags.Boolean) return { type: "boolean" };
    if (flags & TypeFlags.Null) return { type: "null" };
    if (flags & TypeFlags.Object) return this.#object(type);
    return {};
  }

  #union(types) {
    const forms = types.filter(({ flags }) => !(flags & TypeFlags.Undefined)).map((type) => this.#of(type));
    if (forms.length === 1) return forms[0];
    if (forms.some((form) => !("const" in form) && Object.keys(form).join() !== "type")) return { anyOf: forms };
    let words = forms.filter((form) => "const" in form).map((form) => form.const);
    const plain = new Set(forms.filter((form) => !("const" in form)).map(({ type }) => type));
    if (words.includes(true) && words.includes(false)) {
      plain.add("boolean");
      words = words.filter((word) => typeof word !== "boolean");
    }
    if (plain.size === 0) return { enum: words };
    // Other words than the listed ones are welcome where any text is.
    words.forEach((word) => plain.add(typeof word));
    return { type: [...plain] };
  }

  #object(type) {
    if (this.checker.isArrayType(type)) return { type: "array", items: this.#of(this.checker.getTypeArguments(type)[0]) };
    const name = this.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    if (!this.#definitions[name]) {
      const schema = (this.#definitions[name] = { type: "object", properties: {}, required: [] });
      for (const member of type.getProperties()) {
        schema.properties[member.name] = this.#of(this.checker.getTypeOfSymbol(member));
        if (!(member.flags & SymbolFlags.Optional)) schema.required.push(member.name);
      }
      const values = type.getStringIndexType();
      if (values) schema.additionalProperties = this.#of(values);
    }
    return { $ref: `#/$defs/${encodeURIComponent(name).replaceAll("~", "~0")}` };
  }
}
