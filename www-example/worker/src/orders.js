// What a page may start, and with which parameters. The Worker sends a start by itself, past the proxy. So what is not
// listed here is refused: a webhook of somebody else's, or the id of another user's record.

import { refuse } from "./refusal.js";

const LONGEST = 4000;
const MOST_TEXTS = 10;
const isText = (value) => typeof value === "string" && value.length <= LONGEST;
const isTexts = (value) => Array.isArray(value) && value.length <= MOST_TEXTS && value.every(isText);

/** By family: the path of its start, by which the price is asked for, and what its parameters are. */
export const FAMILIES = {
  faceSwap: { path: "/api/v1/userFaceSwapTask/add", fields: { name: isText, face_url: isText, video_url: isText } },
  imageToVideo: { path: "/api/v1/userImage2Video/start", fields: { name: isText, image_url: isText, prompt: isText } },
  textToImage: { path: "/api/v1/userText2Image/start", fields: { name: isText, prompt: isText } },
  nanoBananas: { path: "/api/v1/userNanoBanana/start", fields: { name: isText, prompt: isText, input_images: isTexts } },
  captionRemoval: { path: "/api/v1/userCaptionRemoval/start", fields: { name: isText, source_url: isText } },
  talkingPhotos: {
    path: "/api/v1/talkingPhoto/start",
    fields: { name: isText, image_url: isText, prompt: isText, negative_prompt: isText },
  },
};

/** The order in a body: `{ key, family, params }`. */
export function orderOf({ key, family, params = {} }) {
  if (typeof key !== "string" || !/^[\w-]{8,64}$/.test(key)) {
    throw refuse(400, "validation", "`key` has 8 to 64 letters, digits, `_` or `-`.");
  }
  if (typeof family !== "string" || !Object.hasOwn(FAMILIES, family)) {
    throw refuse(400, "validation", "`family` is no family that can be started here.");
  }
  if (typeof params !== "object" || params === null || Array.isArray(params)) {
    throw refuse(400, "validation", "`params` is an object.");
  }
  const { fields } = FAMILIES[family];
  const given = Object.entries(params);
  for (const [name, value] of given) {
    if (!Object.hasOwn(fields, name)) {
      throw refuse(400, "validation", `\`${name.slice(0, 40)}\` is no parameter of \`${family}\`.`);
    }
    if (!fields[name](value)) {
      const wanted = fields[name] === isTexts ? `a list of at most ${MOST_TEXTS} texts, each` : "a text";
      throw refuse(400, "validation", `\`${name}\` of \`${family}\` is ${wanted} of at most ${LONGEST} characters.`);
    }
  }
  // In one order, so that the same start is the same text.
  return { key, family, params: Object.fromEntries(given.sort(([one], [other]) => (one < other ? -1 : 1))) };
}
