// What all processes counted and found.

/** Jobs after which a process has what it needs for good, and how much more memory it may take after that. */
const WARM = 400;
const MOST_BYTES = 4 * 2 ** 20;

export class Report {
  count = { programs: 0, calls: 0, requests: 0, fulfilled: 0, rejected: 0, repeated: 0 };
  findings = [];
  calls = new Map();

  get keys() {
    return this.findings.map(({ key }) => key);
  }

  /** Compares the methods of the description with those that are there. */
  compare(wanted, there) {
    this.wanted = wanted;
    const missing = wanted.filter((name) => !there.includes(name) && !["createClient", "createProxy", "mixed"].includes(name));
    const unknown = there.filter((name) => !wanted.includes(name) && !["close", "free"].includes(name));
    if (missing.length > 0) this.#find({ check: "methods", words: `missing: ${missing}` });
    if (unknown.length > 0) this.#find({ check: "methods", words: `in no description: ${unknown}` });
  }

  add({ method, seed }, { count, found, bytes, gone }, worker) {
    if (gone) {
      this.#find({ check: "crash", method, words: gone, again: `${method}/${seed}` });
      return;
    }
    for (const [name, value] of Object.entries(count)) this.count[name] += value;
    this.calls.set(method, (this.calls.get(method) ?? 0) + count.calls);
    if (found) this.#find(found);
    if (worker.jobs === WARM) worker.bytes = bytes;
    if (worker.jobs > WARM && bytes - worker.bytes > MOST_BYTES && !worker.isLarge) {
      worker.isLarge = true;
      const words = `the memory of the wasm grew from ${worker.bytes} to ${bytes} bytes in ${worker.jobs} jobs`;
      this.#find({ check: "growing memory", words });
    }
  }

  #find(finding) {
    const key = finding.key ?? `${finding.check} / ${finding.words}`;
    // Two processes may find the same at the same time.
    if (this.keys.includes(key)) return;
    this.findings.push({ ...finding, key });
    const { check, method, words, again, code } = finding;
    console.log(`\n## ${check}${method ? `: ${method}` : ""}\n${words}`);
    if (again) console.log(`cargo xtask fuzz --again '${again}'`);
    if (code) console.log(`\n${code}`);
  }

  /** Prints the sums; says whether nothing was found. */
  end(isWhole) {
    const never = isWhole ? this.wanted.filter((name) => !this.calls.get(name)) : [];
    if (never.length > 0) this.#find({ check: "coverage", words: `never called: ${never.join(" ")}` });
    const { programs, calls, requests, fulfilled, rejected, repeated } = this.count;
    console.log(
      `\n# ${programs} programs with ${calls} calls of ${this.calls.size} methods sent ${requests} requests: ${fulfilled} calls ` +
        `succeeded, ${rejected} failed; ${this.findings.length} findings, met ${repeated} times more`,
    );
    return this.findings.length === 0;
  }
}
