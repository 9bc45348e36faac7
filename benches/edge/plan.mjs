// What is started: so many tasks for every user, of all families in turn, each with a key of its own.

export const USERS = 100;
export const EACH = 100;
/** Starts are sent evenly over this time, in milliseconds. */
export const STARTS_MS = 100_000;
/** How fast the account's clock goes: a task takes 5 s of it, so 20 s of real time. */
export const SPEED = 0.25;
export const TASK_MS = 5_000;
/** One task in so many fails. */
const DOOMED = 50;
/** How long the service takes to answer a start, in milliseconds of real time. */
export const SHORTEST_START_MS = 100;
export const LONGEST_START_MS = 3_000;
const KILLS = 3;
/** The delays and the moments of the kills are random, and the same in each run. */
export const SEED = 0xed6e;

const face = "https://example.com/face.jpg";
const video = "https://example.com/video.mp4";

/** By the name that the Worker knows: its routes at the service, and what a start takes. */
export const FAMILIES = {
  faceSwap: { start: "addFaceSwapTask", list: "/api/v1/userFaceSwapTask/records", params: { face_url: face, video_url: video } },
  imageToVideo: {
    start: "startImageToVideo",
    list: "/api/v1/userImage2Video/allRecords",
    params: { image_url: face, prompt: "A nod" },
  },
  textToImage: { start: "startTextToImage", list: "/api/v1/userText2Image/allRecords", params: { prompt: "A lighthouse" } },
  captionRemoval: { start: "startCaptionRemoval", list: "/api/v1/userCaptionRemoval/allRecords", params: { source_url: video } },
  talkingPhotos: {
    start: "startTalkingPhoto",
    list: "/api/v1/talkingPhoto/allRecords",
    params: { image_url: face, prompt: "A welcome", negative_prompt: "" },
  },
};

/** After how many starts workerd is killed: once in each third of the time between a tenth and nine tenths of all starts. */
export function killsAt(random) {
  const shares = Array.from({ length: KILLS }, (_, place) => 0.1 + (0.8 * (place + random())) / KILLS);
  return shares.map((share) => Math.round(share * USERS * EACH));
}

/** All orders, in the order in which they are sent. */
export function plan() {
  const families = Object.keys(FAMILIES);
  return Array.from({ length: USERS * EACH }, (_, place) => {
    const user = place % USERS;
    const turn = Math.floor(place / USERS);
    const family = families[(user + turn) % families.length];
    const isDoomed = place % DOOMED === turn % DOOMED;
    const key = `edge-${String(place).padStart(5, "0")}`;
    // The emulator fails what is called so. The key is in the name, so that a second start would show.
    const params = { ...FAMILIES[family].params, name: `${isDoomed ? "fail" : "Edge"} ${key}` };
    const due = (place / (USERS * EACH)) * STARTS_MS;
    return { user, due, end: isDoomed ? "failed" : "succeeded", order: { key, family, params } };
  });
}
