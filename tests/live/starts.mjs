// The starts that need nothing but a text, and what they are started with.

import { DESCRIBED } from "./description.mjs";

const TEXTS = { name: "a2e-wasm live check", prompt: "A grey stone on a white table" };

function isFromText({ startsTask, task, fields }) {
  const needed = fields.filter(({ required }) => required).map(({ name }) => name);
  return startsTask && task.pollWith && task.resultFields.includes("image_urls") && needed.every((name) => name in TEXTS);
}

/** Pictures, because videos cost many times as much. */
export const STARTS = DESCRIBED.filter(isFromText).map((operation) => {
  const names = operation.fields.map(({ name }) => name).filter((name) => name in TEXTS);
  const params = Object.fromEntries(names.map((name) => [name, TEXTS[name]]));
  return { operation, params, quote: { endpoint: operation.path, requestBody: params } };
});

/** The question for a price that is asked when nothing is to be spent. */
export const freeQuote = STARTS[0].quote;
