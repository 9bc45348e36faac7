// docs/frameworks.md: its code, which the rows run as it stands, and the tables there and in the README, which are made of what
// the last `--write` kept in docs/frameworks.json.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../package/support.mjs";

const KEPT = join(ROOT, "docs/frameworks.json");
/** The files with a table, and what makes its lines of the kept outcomes. */
const TABLES = { "docs/frameworks.md": rowByRow, "README.md": groupByGroup };
const TABLE = /(<!-- frameworks -->\n)[^]*?(<!-- \/frameworks -->)/;

export class Documented {
  static async read() {
    const documented = new Documented();
    documented.kept = JSON.parse(await readFile(KEPT, "utf8"));
    documented.texts = {};
    for (const file of Object.keys(TABLES)) documented.texts[file] = await readFile(join(ROOT, file), "utf8");
    documented.sections = sections(documented.texts["docs/frameworks.md"]);
    return documented;
  }

  /** The files of these sections: `[path, code]`. */
  files(names) {
    return names.flatMap((name) => {
      const files = this.sections.get(name);
      if (!files) throw new Error(`docs/frameworks.md has no section "${name}"`);
      return files;
    });
  }

  /** Keeps these outcomes in place of what was kept of their rows. */
  async write(outcomes) {
    const fresh = outcomes.map(({ name, group, takes, versions, reports, problems }) => {
      return { name, group, takes, versions, runs: Object.keys(reports).filter(Boolean), ok: problems.length === 0 };
    });
    const kept = this.kept.filter(({ name }) => !fresh.some((row) => row.name === name));
    this.kept = [...kept, ...fresh].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    await writeFile(KEPT, `${JSON.stringify(this.kept, null, 2)}\n`);
    for (const [file, text] of Object.entries(this.texts)) {
      this.texts[file] = this.#with(file, text);
      await writeFile(join(ROOT, file), this.texts[file]);
    }
  }

  /** Where the documents and the rows differ, a text each. */
  disagreements(rows) {
    const found = [];
    const used = new Set(rows.flatMap(({ sections = [], later = [] }) => [...sections, ...later]));
    for (const [name, files] of this.sections) {
      if (files.length && !used.has(name)) found.push(`docs/frameworks.md: no row runs the code of "${name}"`);
    }
    for (const { name, group, takes } of rows) {
      const kept = this.kept.find((row) => row.name === name);
      if (!kept) found.push(`docs/frameworks.json: "${name}" is missing; \`--write\` adds it`);
      else if (kept.group !== group || kept.takes !== takes) found.push(`docs/frameworks.json: "${name}" is described otherwise by its row`);
    }
    for (const { name } of this.kept) {
      if (!rows.some((row) => row.name === name)) found.push(`docs/frameworks.json: there is no row "${name}"`);
    }
    for (const [file, text] of Object.entries(this.texts)) {
      if (!TABLE.test(text)) found.push(`${file}: the table's marks are missing`);
      else if (this.#with(file, text) !== text) found.push(`${file}: the table is not that of docs/frameworks.json`);
    }
    return found;
  }

  #with(file, text) {
    return text.replace(TABLE, (_, before, after) => before + TABLES[file](this.kept) + after);
  }
}

/** The files in each section of a document: a fenced block below a line that names its file, such as `` `src/main.js`: ``. */
export function sections(text) {
  const found = new Map();
  for (const part of text.split(/^#+ /m).slice(1)) {
    const blocks = part.matchAll(/`([^`\n]+)`:\n\n```\w+\n([^]*?)^```$/gm);
    found.set(part.slice(0, part.indexOf("\n")), [...blocks].map(([, path, code]) => [path, code]));
  }
  return found;
}

function rowByRow(kept) {
  const lines = kept.map(({ name, versions, runs, ok, takes }) => [name, versions, runs.join("; "), ok ? takes : `**fails**: ${takes}`]);
  return markdown(["framework or tool", "tested with", "how it was run", "what you add"], lines);
}

function groupByGroup(kept) {
  const groups = grouped(kept);
  const lines = [...groups].map(([group, rows]) => {
    const packages = rows.map(({ versions }) => versions.match(/^(\S+) (\d+\.\d+)/) ?? []);
    // A package is named once, before its versions.
    const names = unique(packages.map(([, name]) => name));
    const texts = names.map((name) => `${name} ${unique(packages.map(([, of, version]) => of === name && version)).join(", ")}`);
    return [group, texts.join("; ") || "-", unique(rows.map(({ takes }) => takes)).join("; ")];
  });
  return markdown(["framework or tool", "tested with", "what you add"], lines);
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return groups;
}

const unique = (values) => [...new Set(values.filter(Boolean))];
const markdown = (head, lines) =>
  [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
