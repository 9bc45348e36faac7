// What a page may start, and with which parameters. A start is sent by the Worker itself, past the proxy, so what is
// not listed here does not get there: no webhook of somebody else's, and no id of another user's record.

import { refuse } from "./refusal.js";

export const FAMILIES = {
  faceSwap: ["name", "face_url", "video_url"],
  imageToVideo: ["name", "image_url", "prompt"],
  textToImage: ["name", "prompt"],
  nanoBananas: ["name", "prompt", "input_images"],
  captionRemoval: ["name", "source_url"],
  talkingPhotos: ["name", "image_url", "prompt", "negative_prompt"],
};

const LONGEST = 4000;
const isText = (value) => typeof value === "string" && value.length <= LONGEST;

/** The order of a body: `{ key, family, params }`. */
export function orderOf({ key, family, params } = {}) {
  if (typeof key !== "string" || !/^[\w-]{8,64}$/.test(key)) {
    throw refuse(422, "validation", "`key` has 8 to 64 letters, digits, `_` or `-`.");
  }
  if (!Object.hasOwn(FAMILIES, family)) throw refuse(422, "validation", "This family cannot be started here.");
  const fields = FAMILIES[family];
  const given = Object.entries(params ?? {});
  for (const [name, value] of given) {
    const isList = Array.isArray(value) && value.length <= 10 && value.every(isText);
    if (!fields.includes(name) || !(isText(value) || isList)) {
      throw refuse(422, "validation", `\`${name.slice(0, 40)}\` is no parameter of \`${family}\`, or no text.`);
    }
  }
  return { key, family, params: Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1))) };
}
