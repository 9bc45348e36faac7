// Asks an operation by its named method, and holds against each other what came over the wire, what the method made of it,
// and what is described and declared.

import { checkAnswer } from "./answers.mjs";
import { DESCRIBED } from "./description.mjs";
import { problems } from "./schemas.mjs";

const TYPES = "types";

export class Asker {
  /** `declared` tells the schema of what a method resolves to, by the method's name. */
  constructor({ a2e, A2EError, wire, findings, vocabulary, declared, progress }) {
    Object.assign(this, { a2e, A2EError, wire, findings, vocabulary, declared, progress });
  }

  /**
   * Asks once. The result is the answer's `data` and what the method resolved to; nothing if the answer was not a good one. What
   * became of the call is in `last`, as `value` or `error`.
   */
  async ask(operation, request = {}) {
    const { findings, wire } = this;
    this.last = {};
    if (wire.isSpent) return void findings.skip(operation, "the limit of requests is reached");
    this.progress?.(operation.id);
    const outcome = await this.#outcome(() => this.#call(operation, request));
    this.last = outcome;
    const answer = wire.answersOf(operation).at(-1);
    if (answer) return this.#judge(operation, answer, outcome);
    // With a key, a start whose answer was lost is found in the list.
    const seen = outcome.error ? `rejects with ${this.kindOf(outcome.error)}` : "resolves without it";
    const path = outcome.error?.field ? [String(outcome.error.field)] : [];
    return void findings.differs(operation, TYPES, { kind: "no answer", path, expected: "an answer", seen });
  }

  /** Waits for a task's end, and judges every answer that told of it. */
  async follow(operation, task, poll) {
    const { wire } = this;
    const before = wire.count;
    this.progress?.(`${operation.form.resource}.wait`);
    const outcome = await this.#outcome(() => this.a2e.wait(task, { poll }));
    // What the wait asked for is no part of the limit of the reads.
    wire.limit += wire.count - before;
    const detail = DESCRIBED.find(({ id }) => id === operation.task.pollWith);
    for (const answer of wire.answersOf(detail)) {
      this.vocabulary.learn(answer.json);
      checkAnswer(this.findings, detail, answer);
    }
    return outcome;
  }

  /** The kind of an error, which is a word of this library's own. */
  kindOf = (error) => (this.A2EError.is(error) ? error.kind : "another error");

  async #judge(operation, answer, outcome) {
    const { findings, vocabulary } = this;
    vocabulary.learn(answer.json);
    const form = checkAnswer(findings, operation, answer);
    const hasFailed = "error" in outcome;
    const did = hasFailed ? "rejects" : "resolves";
    const seen = hasFailed ? `rejects with ${this.kindOf(outcome.error)}` : did;
    // What is odd may be read or not.
    const wanted = { good: "resolves", refused: "rejects" }[form] ?? did;
    if (did !== wanted) findings.differs(operation, TYPES, { kind: "method", expected: wanted, seen });
    if (hasFailed || form === "refused") return undefined;
    problems(await this.declared(operation.name), outcome.value).forEach((finding) => findings.differs(operation, TYPES, finding));
    return form === "good" ? { data: answer.json.data, value: outcome.value } : undefined;
  }

  #call({ form }, { options, ...request }) {
    // An idle connection can break, so what is free may be asked again, within the limit. A start is not.
    const maxRetries = this.wire.limit - this.wire.count > 1 ? 1 : 0;
    return form.call(this.a2e, request, { maxRetries, ...options });
  }

  async #outcome(run) {
    this.wire.forget();
    try {
      return { value: await run() };
    } catch (error) {
      return { error };
    }
  }
}
