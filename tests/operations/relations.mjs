// What the description says about fields in its prose (`x-notes` and the texts of fields), because
// its schemas have no word for it. Kept by hand, and checked against the description's field names.

import { operation } from "./description.mjs";

/** `one`: exactly one of them; `some`: at least one; `not both`: at most one. */
export const PAIRS = {
  // "Exactly one of tts_id or user_voice_id is needed"
  generateTts: [{ rule: "one", fields: ["tts_id", "user_voice_id"] }],
  generateAvatarVideo: [
    // "Both back ids together = error code 30005"
    { rule: "not both", fields: ["back_id", "custom_back_id"] },
    // "plus audioSrc or custom_voice"
    { rule: "some", fields: ["audioSrc", "custom_voice"] },
  ],
  // "Give video_url or image_url"
  createCustomAvatar: [{ rule: "one", fields: ["video_url", "image_url"] }],
  // "prompt and one image are needed although the schema marks nothing as required"
  startHailuoVideo: [{ rule: "some", fields: ["image_url", "image_urls"] }],
};

/** Needed by the prose, though by no schema. */
export const NEEDED = {
  // "Image-to-video only: prompt and one image are needed although the schema marks nothing as required"
  startHailuoVideo: ["prompt"],
};

/** Required texts that may be empty: "May be empty", "Clients send empty strings for unused prompts". */
export const MAY_BE_EMPTY = {
  startVeoVideo: ["prompt"],
  startTalkingPhoto: ["prompt", "negative_prompt"],
};

for (const table of [PAIRS, NEEDED, MAY_BE_EMPTY]) {
  for (const [id, entries] of Object.entries(table)) {
    const known = operation(id).fields.map(({ name }) => name);
    const unknown = entries.flatMap((entry) => entry.fields ?? [entry]).filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new Error(`${id} has no field ${unknown}`);
  }
}

export const pairsOf = ({ id }) => PAIRS[id] ?? [];
export const isRequired = ({ id }, field) => field.required || (NEEDED[id] ?? []).includes(field.name);
export const mayBeEmpty = ({ id }, field) => (MAY_BE_EMPTY[id] ?? []).includes(field.name);
