// What a check found, kept as it was found until a report is made of it.

/** The same fault can be found by the description and by the declared types, which know nothing of envelopes and pages: it is one. */
function place({ operation, kind, path, expected }) {
  const [first, ...others] = path;
  const name = (first === "data" ? others : path).findLast((step) => step !== null);
  return [operation, kind, name, expected].join("\n");
}

export class Findings {
  #differences = new Map();
  #seen = new Map();
  #skipped = new Map();
  #compared = new Set();

  /** The answer of an operation was compared. */
  compared(operation) {
    this.#compared.add(operation.id);
    this.#skipped.delete(operation.id);
  }

  /** An operation was not asked, or not compared. */
  skip(operation, reason) {
    if (!this.#compared.has(operation.id)) this.#skipped.set(operation.id, reason);
  }

  /**
   * Something is not as it is described. `expected` and `seen` are texts of this program; a status word of the service is
   * `word`, a code is `code`, and the vocabulary decides how they are shown.
   */
  differs(operation, against, { kind, path = [], expected = "", seen = "", word, code }) {
    const finding = { operation: operation.id, confidence: operation.confidence, kind, path, expected, seen, word, code };
    const key = [place(finding), seen, word, code].join("\n");
    const known = this.#differences.get(key);
    if (!known) return void this.#differences.set(key, { ...finding, against: [against], times: 1 });
    if (!known.against.includes(against)) known.against.push(against);
    else if (known.against[0] === against) known.times += 1;
  }

  /** Something that is worth knowing and no difference, counted. */
  saw(topic, fact) {
    const key = JSON.stringify([topic, fact]);
    const known = this.#seen.get(key);
    if (known) known.times += 1;
    else this.#seen.set(key, { topic, fact, times: 1 });
  }

  get differences() {
    return [...this.#differences.values()];
  }

  get seen() {
    return [...this.#seen.values()];
  }

  get skipped() {
    return [...this.#skipped].map(([operation, reason]) => ({ operation, reason }));
  }

  /** The ids of the operations that were compared. */
  get comparedIds() {
    return [...this.#compared];
  }
}
