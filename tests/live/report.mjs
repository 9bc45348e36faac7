// The report of a check, as data and as a text that can be pasted into an issue. Every text in it is one of this program's
// own or has been through the vocabulary.

/** The report as data. `about` has what is known of the check itself: counts and texts of this program. */
export function reportOf(findings, vocabulary, about) {
  const shown = ({ word, code, path, seen, ...rest }) => {
    const more = word === undefined ? (code === undefined ? [] : [`code ${vocabulary.code(code)}`]) : [vocabulary.word(word)];
    return { ...rest, path: vocabulary.path(path), seen: [seen, ...more].filter(Boolean).join(", ") };
  };
  const seen = findings.seen.map(({ topic, fact, times }) => ({ topic, ...shownFact(fact, vocabulary), times }));
  return {
    about,
    differences: sorted(findings.differences.map(shown)),
    seen: sorted(seen),
    notCompared: sorted(findings.skipped),
  };
}

function shownFact(fact, vocabulary) {
  if (typeof fact === "string") return { fact };
  const { path, word, code, ...rest } = fact;
  return {
    ...rest,
    ...(path && { path: vocabulary.path(path) }),
    ...(word && { word: vocabulary.word(word) }),
    ...("code" in fact && { code: vocabulary.code(code) }),
  };
}

const sorted = (rows) => rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map((row) => line(row.map((cell) => cell || " ")))];
}

const code = (text) => (text ? `\`${text}\`` : "");

/** The report as a text in Markdown. */
export function markdownOf({ about, differences, seen, notCompared }) {
  const facts = (topic) => seen.filter((fact) => fact.topic === topic);
  const plain = (topic) => facts(topic).map(({ fact, times }) => `${fact}: ${times}`).join("; ") || "nothing";
  const lines = [
    "# Live check of a2e-wasm",
    "",
    `- Service: ${about.service}; a2e-wasm ${about.version}, description ${about.description}, ${about.date}`,
    `- Requests: ${about.requests}, of which ${about.waits} had to be sent again after 429`,
    `- Compared: ${about.reads.compared} of ${about.reads.all} reads; ${about.starts.compared} starts, for ${about.starts.budget} coins at most`,
    "",
    `## Differences: ${differences.length}`,
    "",
    ...(differences.length === 0
      ? ["Nothing differs."]
      : table(
          ["kind", "operation", "path", "expected", "seen", "against", "its answer is", "times"],
          differences.map((one) => [
            one.kind,
            code(one.operation),
            code(one.path),
            one.expected,
            one.seen,
            one.against.join(", "),
            one.confidence,
            String(one.times),
          ]),
        )),
    "",
    "## Seen",
    "",
    `- Envelopes with: ${plain("envelope")}`,
    `- Pages: ${plain("paging")}`,
    `- Records that also hold what they were started with: of ${new Set(facts("input").map(({ operation }) => operation)).size} operations`,
    ...facts("cors").map(
      ({ of, operation, seen: how, headers }) =>
        `- CORS, ${of} of ${code(operation)}: ${how}; headers: ${headers.map(code).join(" ") || "none"}`,
    ),
    ...facts("refusal").map(({ operation, status, code: number }) => `- Refusal of ${code(operation)}: status ${status}, code ${number}`),
    ...facts("coins").map(({ operation, quoted, taken }) => `- Coins after ${code(operation)}: ${quoted} quoted so far, ${taken} taken`),
    ...facts("task").map(({ operation, end }) => `- Task of ${code(operation)}: ${end}`),
    ...section("Status words", ["operation", "word", "times"], facts("status word"), ({ operation, word, times }) => [
      code(operation),
      word,
      String(times),
    ]),
    ...section("Where the description says nothing", ["operation", "path", "type"], facts("undocumented"), (fact) => [
      code(fact.operation),
      code(fact.path),
      fact.type,
    ]),
    ...byReason(notCompared),
  ];
  return `${lines.join("\n")}\n`;
}

function section(title, heads, facts, row) {
  return facts.length === 0 ? [] : ["", `## ${title}`, "", ...table(heads, facts.map(row))];
}

function byReason(rows) {
  const reasons = [...new Set(rows.map(({ reason }) => reason))];
  const line = (reason) => {
    const operations = rows.filter((row) => row.reason === reason).map(({ operation }) => code(operation));
    return `- ${reason} (${operations.length}): ${operations.join(" ")}`;
  };
  return rows.length === 0 ? [] : ["", "## Not compared", "", ...reasons.map(line)];
}
