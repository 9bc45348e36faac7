// One operation with a client of its own, which keeps what was sent, answered and warned.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Account, BASE, variable } from "./account.mjs";
import { Form } from "./form.mjs";
import { prepare } from "./scene.mjs";

const { createClient, A2EError } = await import(pathToFileURL(join(variable("A2E_PACKAGE"), "index.js")));

// A package that makes no client fails here, once, and not with every operation.
(await createClient({ token: "sk_emulator_operations" })).close();

/** It is there for those who have no token yet, so even a client that has one sends none. */
const WITHOUT_TOKEN = ["login"];
const MARK = "x-operation";
/** With what the service refuses, where a test wants it to. */
export const CODE = 1001;
export const REASON = "Refused by a test";

export class Drive {
  /** Sets the scene for an operation. */
  static async of(operation) {
    const drive = new Drive(operation);
    const token = `sk_emulator_operations_${operation.id}`;
    // The emulator keeps what comes without a token under an empty one.
    drive.account = await Account.open(WITHOUT_TOKEN.includes(operation.id) ? "" : token);
    Object.assign(drive, await prepare(drive.account, drive.form));
    drive.a2e = await createClient({
      token,
      baseUrl: BASE,
      // One request each: on a busy machine so much time passes between two calls that a free read goes before a start.
      maxRetries: 0,
      logger: { debug() {}, warn: (line) => drive.warnings.push(line) },
      fetch: async (url, init) => {
        if (drive.isOffline) return Response.json({ code: CODE, msg: REASON, trace_id: "offline" });
        const answer = await fetch(url, init);
        drive.answers.push(JSON.parse(await answer.clone().text()));
        return answer;
      },
    });
    return drive;
  }

  constructor(operation) {
    this.operation = operation;
    this.form = new Form(operation);
    this.warnings = [];
    /** Whether an answer is made up here, for what is not to be seen on the wire. */
    this.isOffline = false;
    this.answers = [];
  }

  /** A request that succeeds, in the shape in which it is given. */
  get request() {
    return { id: this.id, params: this.requests[0] };
  }

  /** Calls the operation by its name. The options are sent along to show that they are in their place. */
  call(request) {
    return this.form.call(this.a2e, request, { headers: { [MARK]: this.operation.id } });
  }

  /** The error with which the call is rejected. */
  async refusal(request) {
    let given;
    try {
      given = await this.call(request);
    } catch (error) {
      assert.ok(error instanceof A2EError, `no A2EError, but ${error}`);
      return error;
    }
    throw new assert.AssertionError({ message: `not refused, but answered ${JSON.stringify(given)}` });
  }

  /** Checks that exactly this arrived, once, with the token, the media type and the options. */
  checkLog(entries, request) {
    const { operation } = this;
    const { method, path, query, body } = this.form.wire(request);
    assert.deepEqual(entries.map((each) => each.operation), [operation.id]);
    const [entry] = entries;
    const [seen, wanted] = [entry, { operation: operation.id, method, path, query, body }];
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((key) => [key, seen[key]])), wanted);
    assert.equal(entry.headers.authorization, WITHOUT_TOKEN.includes(operation.id) ? undefined : "present");
    assert.equal(entry.headers[MARK], operation.id);
    if (body) assert.match(entry.contentType, /^application\/json/);
  }
}
