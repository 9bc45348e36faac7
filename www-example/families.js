// The families that the page can start. What is here is what the library does not need to know: a title,
// an icon, what a start takes of the two files, and some ideas to tell many tasks apart.

/**
 * `spare` ones are not in a set unless they are chosen. `params` takes the addresses of both files, and an
 * idea where the family wants a text.
 */
export const FAMILIES = {
  faceSwap: {
    title: "Face swap",
    path: "/api/v1/userFaceSwapTask",
    icon: "M4 9h14l-4-4M20 15H6l4 4",
    ideas: ["Good morning", "A short hello", "Take it from the top", "One more wave"],
    params: ({ face, video }) => ({ face_url: face, video_url: video }),
  },
  imageToVideo: {
    title: "Image to video",
    path: "/api/v1/userImage2Video",
    icon: "M4 6h11v12H4zM15 10.5l5-3v9l-5-3",
    ideas: ["A slow smile", "Wind in the hair", "A look to the window", "A nod to the camera"],
    params: ({ face }, idea) => ({ image_url: face, prompt: idea }),
  },
  textToImage: {
    title: "Text to image",
    path: "/api/v1/userText2Image",
    icon: "M5 6h14M12 6v12M9 18h6",
    ideas: ["A lighthouse in the rain", "A tea house at dawn", "A city made of paper", "A fox in fresh snow"],
    params: (_, idea) => ({ prompt: idea }),
  },
  nanoBananas: {
    title: "Picture edit",
    path: "/api/v1/userNanoBanana",
    spare: true,
    icon: "M5 19 15 9M17.5 3v5M15 5.5h5M19.5 12v3M18 13.5h3",
    ideas: ["As a watercolour", "In evening light", "As a bronze statue", "With a straw hat"],
    params: ({ face }, idea) => ({ prompt: idea, input_images: [face] }),
  },
  captionRemoval: {
    title: "Caption removal",
    path: "/api/v1/userCaptionRemoval",
    spare: true,
    icon: "M4 6h16v12H4zM8 14h3M14 14h2M3 21 21 3",
    ideas: ["Without captions", "Clean for the archive", "Ready for another language", "Only the picture"],
    params: ({ video }) => ({ source_url: video }),
  },
  talkingPhotos: {
    title: "Talking photo",
    path: "/api/v1/talkingPhoto",
    icon: "M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12.5h5",
    ideas: ["A word of welcome", "The news of the day", "A story for children", "Thanks to everybody"],
    params: ({ face }, idea) => ({ image_url: face, prompt: idea, negative_prompt: "" }),
  },
};

/** A family by its name. A Worker can tell of one that this page does not know. */
export function familyOf(name) {
  return Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : { title: name, icon: "M5 12h14M12 5v14", params: () => ({}) };
}

/** `count` starts, each family in its turn: pairs of a family and its parameters. */
export function mix(names, count, files) {
  return Array.from({ length: count }, (_, place) => {
    const family = names[place % names.length];
    const turn = Math.floor(place / names.length);
    const { ideas, params } = FAMILIES[family];
    const idea = ideas[turn % ideas.length];
    const name = turn < ideas.length ? idea : `${idea}, ${1 + Math.floor(turn / ideas.length)}`;
    return [family, { name, ...params(files, idea) }];
  });
}

/** What starts the same task again. */
export function paramsOf({ family, record }) {
  const fields = ["name", ...Object.keys(familyOf(family).params({}))];
  return Object.fromEntries(fields.map((field) => [field, record[field]]));
}

/** The picture or video that went in, if there was one. */
export function inputOf({ record }) {
  return record?.video_url ?? record?.source_url ?? record?.image_url ?? record?.input_images?.[0];
}
