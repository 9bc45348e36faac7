// The strip at the bottom: every request the client makes, as its hooks tell.
// The hooks carry no token and no body, so all of it can be shown.

import { durationText } from "./format.js";
import { cardsText, createRounds } from "./rounds.js";

// A page left open polls for hours.
const ROWS_KEPT = 200;

/**
 * Fills the strip; answers the hooks to give to `createClient`. `waiting` tells how many cards of a family
 * wait.
 */
export function createRequestStrip(strip, waiting) {
  const rows = strip.querySelector("#requests-rows");
  const count = strip.querySelector("#requests-count");
  const last = strip.querySelector("#requests-last");
  const rounds = createRounds(strip, waiting);
  const open = new Map();
  let sent = 0;

  const keyOf = ({ id, attempt }) => `${id}/${attempt}`;

  return {
    onRequest(request) {
      const row = rows.insertRow(0);
      const suffix = request.attempt > 1 ? ` (try ${request.attempt})` : "";
      const cards = rounds.count(request);
      const cells = [request.method, `${request.path}${suffix}`, "…", cards ? cardsText(cards) : "", ""];
      for (const text of cells) row.insertCell().textContent = text;
      row.cells[0].className = "method";
      open.set(keyOf(request), row);
      while (rows.rows.length > ROWS_KEPT) rows.lastElementChild.remove();
      sent += 1;
      count.textContent = String(sent);
      last.textContent = `${request.method} ${request.path}`;
    },

    onResponse(response) {
      close(keyOf(response), String(response.status), durationText(response.durationMs));
      last.textContent = `${response.method} ${response.path}: ${response.status} in ${durationText(response.durationMs)}`;
    },

    onRetry(retry) {
      close(keyOf(retry), `${retry.kind}, again in ${durationText(retry.delayMs)}`);
    },
  };

  function close(key, status, duration = "") {
    const row = open.get(key);
    if (!row) return;
    const [, , statusCell, , timeCell] = row.cells;
    // A retry follows the answer it is about; both belong in the row.
    statusCell.textContent = statusCell.textContent === "…" ? status : `${statusCell.textContent} ${status}`;
    statusCell.className = /^[23]\d\d$/.test(status) ? "good" : "bad";
    if (duration) timeCell.textContent = duration;
  }
}
