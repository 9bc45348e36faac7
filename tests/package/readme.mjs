// The examples of a README, as a reader copies them.

/** The fenced blocks in one of these languages, in their order: `{ section, language, code }`. */
export function examples(text, ...languages) {
  const found = [];
  for (const part of text.split(/^#+ /m).slice(1)) {
    const section = part.slice(0, part.indexOf("\n"));
    for (const [, language, code] of part.matchAll(/^```(\w+)\n([^]*?)^```$/gm)) {
      if (languages.includes(language)) found.push({ section, language, code });
    }
  }
  return found;
}

/** The one example of a section. */
export function example(text, section, language = "js") {
  const found = examples(text, language).filter((each) => each.section === section);
  if (found.length !== 1) throw new Error(`"${section}" has ${found.length} examples in ${language}`);
  return found[0].code;
}
