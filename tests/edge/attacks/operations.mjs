// Every operation that the proxy was not told to forward, above all those on tokens, accounts and balances.

import { ROWS } from "../../operations/names.mjs";
import { JSON_TYPE } from "./forms.mjs";

/** What is allowed by `app.mjs`, by its full names. */
const VERBS = ["start", "get", "list", "batch", "delete"];
const ALLOWED = new Set([
  ...VERBS.map((verb) => `faceSwap.${verb}`), ...[...VERBS, "rename"].map((verb) => `klingVideos.${verb}`),
  "avatarVideos.get", "avatarVideos.detail", "faceSwap.images.list", "faceSwap.images.add", "imageToVideo.extendPrompt", "captionRemoval.start",
  "captionRemoval.retry", "storage.presign", "account.coins", "voices.listPublic", ...["start", "get", "list", "batch", "delete", "listAvailable", "listAnchors"].map((verb) => `avatars.${verb}`),
  "avatarVideos.start", "speech.previews.list", "textToImage.quickAddAvatar",
  ...["avatars", "join", "setContext", "getContext", "ask", "speak", "leave"].map((verb) => `streaming.${verb}`),
]);

/** How many there are, allowed or not. */
export const COUNT = ROWS.size;

/** Each with an id and a body, by a user who may do other things. */
export const operations = ({ mine }) => {
  const names = [...ROWS.values()].map(({ name }) => name);
  const unknown = [...ALLOWED].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no operations: ${unknown}`);
  const all = [...ROWS.values()].map(({ name, method, path }) => ({
    name: `operation: ${name}`,
    method,
    target: `/api/a2e${path.replace(/\{.*?\}/, mine)}`,
    status: 403,
    ...(method === "GET" ? {} : { headers: { "Content-Type": JSON_TYPE }, body: "{}" }),
  }));
  const denied = all.filter((_, place) => !ALLOWED.has(names[place]));
  // Nobody learns from the status which operations are allowed.
  const unnamed = all.map((attack) => ({ ...attack, name: `${attack.name}, by nobody`, as: null, status: 401 }));
  return [...denied, ...unnamed];
};
