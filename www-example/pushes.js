// What stands in the place of the rounds where a Worker watches: news that nobody here has asked for.

import { familyOf } from "./families.js";

const KEPT = 60;
const WORDS = { queued: "queued", running: "running", succeeded: "done", failed: "failed", gone: "gone", unknown: "unclear", refused: "refused" };

export function createPushes(panel) {
  const find = (selector) => panel.querySelector(selector);
  find("#rounds-of-client").hidden = true;
  find("#pushes").hidden = false;
  let count = 0;

  return {
    count({ state, view }) {
      count += 1;
      find("#pushed").textContent = String(count);
      find("#round-now").textContent = count === 1 ? "1 push, no polling" : `${count} pushes, no polling`;
      const row = document.createElement("li");
      const word = Object.assign(document.createElement("span"), { className: "word", textContent: WORDS[state] ?? state });
      word.dataset.state = state;
      row.append(word, view ? `${familyOf(view.family).title}: ${view.record?.name ?? view.id}` : "A card");
      find("#push-list").prepend(row);
      while (find("#push-list").children.length > KEPT) find("#push-list").lastElementChild.remove();
    },
  };
}
