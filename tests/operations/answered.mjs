// An operation that succeeds, and one that the service refuses.

import assert from "node:assert/strict";
import { checkAnswer } from "./answers.mjs";
import { CODE, Drive, REASON } from "./drive.mjs";

/** Every documented field arrives, and the answer comes back in its form. */
export async function answered(operation) {
  let drive = await Drive.of(operation);
  for (const turn of drive.requests.keys()) {
    // Each begins afresh: some services allow one task at a time.
    if (turn > 0) drive = await Drive.of(operation);
    const request = { id: drive.id, params: drive.requests[turn] };
    let given;
    const entries = await drive.account.during(async () => (given = await drive.call(request)));
    drive.checkLog(entries, request);
    assert.equal(entries[0].status, 200);
    assert.deepEqual(drive.warnings, []);
    checkAnswer(given, { ...request, form: drive.form, data: drive.answers[0].data });
  }
}

/** A code in the body is an error with all that the service said, and is not sent again. */
export async function refusedByService(operation) {
  const drive = await Drive.of(operation);
  await drive.account.refuse(operation.id, CODE, REASON);
  let error;
  const entries = await drive.account.during(async () => (error = await drive.refusal(drive.request)));
  drive.checkLog(entries, drive.request);
  const [answer] = drive.answers;
  const { method, path } = drive.form.wire(drive.request);
  const { code, traceId, status, attempts } = error;
  assert.deepEqual(
    { code, traceId, status, attempts, method: error.method, path: error.path },
    { code: CODE, traceId: answer.trace_id, status: 200, attempts: 1, method, path },
  );
  assert.match(error.message, new RegExp(REASON));
  assert.match(answer.trace_id, /\w/);
}
