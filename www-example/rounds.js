// How few requests bring the news of how many cards. The client looks at all tasks of a family that are
// waited for with one request, and this is where it can be seen.
//
// The hooks do not tell the ids in a request. What the page knows is how many of its cards wait in that
// family, so that is what is counted, and said: a round asks for them, or for those of them that are due.

import { FAMILIES } from "./families.js";

const ROUNDS_KEPT = 30;

export function createRounds(panel, waiting) {
  const find = (selector) => panel.querySelector(selector);
  const list = find("#rounds");
  const total = { rounds: 0, requests: 0, cards: 0 };
  let round;

  return {
    /** Counts a request that looks at tasks; answers for how many cards, or nothing if it is another. */
    count(request) {
      const look = lookOf(request, waiting);
      if (!look) return undefined;
      // A round asks for each family once.
      if (!round || round.families.has(look.family)) open();
      round.families.add(look.family);
      round.cards += look.cards;
      total.requests += 1;
      total.cards += look.cards;
      show(look);
      return look.cards;
    },
  };

  function open() {
    total.rounds += 1;
    round = { families: new Set(), cards: 0, row: document.createElement("li") };
    round.row.append(document.createElement("p"), document.createElement("ul"));
    list.prepend(round.row);
    while (list.children.length > ROUNDS_KEPT) list.lastElementChild.remove();
  }

  function show({ family, cards }) {
    const [sentence, asked] = round.row.children;
    const sum = `${cardsText(round.cards)} · ${requestsText(round.families.size)}`;
    sentence.replaceChildren(bold(`Round ${total.rounds}`), ` ${sum}`);
    const part = document.createElement("li");
    part.append(`${FAMILIES[family].title} `, bold(String(cards)));
    asked.append(part);
    find("#round-now").textContent = `Round ${total.rounds}: ${sum}`;
    find("#asked").textContent = String(total.requests);
    find("#one-by-one").textContent = String(total.cards);
    panel.style.setProperty("--share", total.requests / total.cards);
  }
}

/** Which family a request looks at, and for how many cards at most. */
function lookOf({ method, path }, waiting) {
  const family = Object.keys(FAMILIES).find((name) => path.startsWith(`${FAMILIES[name].path}/`));
  if (!family) return undefined;
  if (method === "POST" && path.endsWith("/batchDetail")) return { family, cards: waiting(family) };
  if (method === "GET" && /\/[0-9a-f]{24}$/.test(path)) return { family, cards: 1 };
  return undefined;
}

export function cardsText(count) {
  return count === 1 ? "1 card" : `${count} cards`;
}

function requestsText(count) {
  return count === 1 ? "1 request" : `${count} requests`;
}

function bold(text) {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}
