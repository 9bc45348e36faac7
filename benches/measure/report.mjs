// What is printed, and kept in benches/RESULTS.md; a budget that is exceeded makes the command fail.

import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";

const FILE = new URL("../RESULTS.md", import.meta.url);
const [LOAD] = loadavg();

/** Prints the parts of a result and what became of its budgets, `{ says, kept }` each. */
export async function report(name, parts, budgets) {
  const verdicts = budgets.map(({ says, kept }) => `${kept ? "kept" : "exceeded"}: ${says}`);
  const text = [...parts, verdicts.join("\n")].filter(Boolean).join("\n\n");
  console.log(`\n${text}`);
  if (process.argv.includes("--write")) await keep(name, text);
  if (!budgets.every(({ kept }) => kept)) process.exitCode = 1;
}

/** How busy the machine was before; it stands in every result. */
export function load() {
  return `Before, the load of the machine was ${LOAD.toFixed(1)}, on ${cpus().length} cores.`;
}

/** Puts the result in the place of an earlier one, or at the end. */
async function keep(name, text) {
  const [cpu, ...others] = cpus();
  const facts = [
    `By \`cargo xtask bench ${name} --write\` on ${new Date().toISOString().slice(0, 10)}`,
    `${cpu.model.trim()} (${others.length + 1} cores)`,
    `Node ${process.versions.node} on ${process.platform} ${process.arch}.`,
  ];
  const heading = `## ${name}\n`;
  const section = `${heading}\n${facts.join(", ")}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
  const old = await readFile(FILE, "utf8").catch(() => "# Results\n");
  const sections = old.split(/^(?=## )/m);
  const place = sections.findIndex((each) => each.startsWith(heading));
  sections.splice(place < 0 ? sections.length : place, 1, section);
  await writeFile(FILE, sections.map((part) => `${part.trim()}\n`).join("\n"));
}
