// What the named methods make of the answers that were seen outside of the documentation: `x-observed` of openapi.yaml, by
// operation and name. `gives` is the value, or the view of a started task without its time; `rejects` is the error as
// JSON; `checked` is the view of the task, or the error, that `check` gives for the same answer.

const queued = (family, record) => ({ v: 1, id: record._id, family, state: "queued", status: "initialized", urls: [], record });
const done = (family, record, urls) => ({ v: 1, id: record._id, family, state: "succeeded", status: "completed", urls, record });

/** The id that is asked for where the answer holds none. */
export const ID = "70b1f0c2a5d94e3b8c6a1dff";

/** The error of a detail without a record: a task that was just started can be unknown to it. */
const noRecord = (name, path) => ({
  kind: "not_found", message: `${name}: the answer holds no record of it. A task that was just started may not be there yet`,
  method: "GET", path, status: 200, retryable: true, attempts: 1, outcomeUnknown: false,
});

/** The error of a request by POST. */
const refused = (path, facts) => ({
  method: "POST", path, status: 200, retryable: false, attempts: 1, outcomeUnknown: false, ...facts,
});

const swap = { _id: "70b1f0c2a5d94e3b8c6a1d0d", current_status: "completed", result_url: "https://cdn.example.com/out/swap.mp4" };
const preview = { _id: "70b1f0c2a5d94e3b8c6a1d08", current_status: "completed", result_url: "https://cdn.example.com/out/preview.jpg" };
const previewAtWork = { _id: "70b1f0c2a5d94e3b8c6a1d08", current_status: "processing" };
const talk = { _id: "70b1f0c2a5d94e3b8c6a1d04", current_status: "completed", result_url: "https://cdn.example.com/out/talk.mp4" };
const talkFailed = { _id: "70b1f0c2a5d94e3b8c6a1d04", current_status: "failed", failed_message: "No face in the picture" };
const dub = { _id: "70b1f0c2a5d94e3b8c6a1d05", current_status: "completed", result_url: "https://cdn.example.com/out/dub.mp4" };
const wan = { _id: "70b1f0c2a5d94e3b8c6a1d06", current_status: "completed", result_url: "https://cdn.example.com/out/wan.mp4" };
const sunset = {
  _id: "70b1f0c2a5d94e3b8c6a1d09", current_status: "completed",
  image_urls: ["https://cdn.example.com/out/sunset.png"], failed_message: "",
};
const clip = { _id: "70b1f0c2a5d94e3b8c6a1d0e", current_status: "completed", result_url: "https://cdn.example.com/out/clip.mp4" };
const twin = { _id: "70b1f0c2a5d94e3b8c6a1d0b" };
const uploadUrl = "https://storage.example.com/3days-apac/a.png?X-Amz-Signature=EXAMPLE";
const key = "adam2eve/stable/user/0/a.png";

export const EXPECTED = {
  listPublicVoicesPost: {
    "a list": { gives: [{ value: "en-US", label: "English", children: [{ value: "70b1f0c2a5d94e3b8c6a1d0f", label: "Ada" }] }] },
  },
  listTtsPresets: {
    "a list": { gives: [{ _id: "70b1f0c2a5d94e3b8c6a1d10", name: "Ada", gender: "female", language: "en-US" }] },
  },
  listLanguages: { "a list": { gives: [{ value: "en", label: "English", children: [{ value: "en-US" }] }] } },
  listAvatars: {
    "free plan": {
      rejects: {
        kind: "permission", code: 403, status: 403, method: "GET", path: "/api/v1/anchor/character_list",
        message:
          "GET /api/v1/anchor/character_list: API access is not available for free users. Please upgrade. " +
          "The API needs a paid plan.",
        retryable: false, attempts: 1, outcomeUnknown: false,
      },
    },
  },
  createCustomAvatar: {
    "an array": { gives: queued("avatars", { ...twin, current_status: "initialized" }) },
    // Nothing tells that it has begun, nor that it has not.
    "an object": { gives: { v: 1, id: twin._id, family: "avatars", state: "running", status: "", urls: [], record: twin } },
  },
  continueAvatarTrainingLegacy: { accepted: { gives: undefined } },
  removeCustomAvatar: {
    removed: { gives: undefined },
    refused: { rejects: refused("/api/v1/userVideoTwin/remove", { kind: "server", code: 1001, message: "POST /api/v1/userVideoTwin/remove: This avatar cannot be removed" }) },
  },
  listBackgrounds: {
    "own and system rows": {
      gives: [
        { _id: "70b1f0c2a5d94e3b8c6a1d01", name: "Office", img_url: "https://cdn.example.com/bg/office.png", type: "custom" },
        { _id: "70b1f0c2a5d94e3b8c6a1d02", img_url: "https://cdn.example.com/bg/beach.png", type: "default" },
      ],
    },
  },
  addCustomBackground: {
    "the record": { gives: { _id: "70b1f0c2a5d94e3b8c6a1d03", name: "Office", img_url: "https://cdn.example.com/bg/office.png" } },
  },
  deleteCustomBackground: { "no data": { gives: undefined } },
  addFaceSwapImage: {
    "an array": { gives: [{ _id: "70b1f0c2a5d94e3b8c6a1d0c", face_url: "https://cdn.example.com/face/ada.png" }] },
  },
  deleteFaceSwapImage: { deleted: { gives: undefined } },
  getFaceSwapPreviewStatus: {
    "an object": { gives: preview, checked: done("faceSwap.previews", preview, [preview.result_url]) },
    "an array": {
      gives: previewAtWork,
      checked: {
        v: 1, id: previewAtWork._id, family: "faceSwap.previews", state: "running", status: "processing", urls: [], record: previewAtWork,
      },
    },
  },
  getFaceSwapTask: { completed: { gives: swap, checked: done("faceSwap", swap, [swap.result_url]) } },
  getDubbingTask: { completed: { gives: dub, checked: done("dubbing", dub, [dub.result_url]) } },
  startImageToVideo: {
    "HTTP 500": {
      rejects: refused("/api/v1/userImage2Video/start", {
        kind: "unknown_outcome", code: 500, status: 500, outcomeUnknown: true,
        message:
          "POST /api/v1/userImage2Video/start: Something went wrong. The request was sent, so it may have been accepted and charged: " +
          "look at the list or the coins before you send it again",
      }),
    },
  },
  // The second page was asked for, which is the last one where the service does not count.
  listImageToVideos: { "a bare array": { gives: { items: [clip], page: 2, pageSize: 11, hasMore: false } } },
  getUploadUrl: { "no public address": { gives: { uploadUrl, key } } },
  getUploadUrlLegacy: { "no public address": { gives: { uploadUrl, key, bucket: "3days-apac", expiresIn: 300 } } },
  startTextToImage: {
    "no task": {
      rejects: refused("/api/v1/userText2Image/start", {
        kind: "unknown_outcome", outcomeUnknown: true,
        message: "textToImage.start: accepted without the id of a task; it may have been charged: look at the list. The answer was {}",
      }),
    },
    "refused with code -1": {
      rejects: refused("/api/v1/userText2Image/start", {
        kind: "server", code: -1, message: "POST /api/v1/userText2Image/start: Request failed",
      }),
    },
    "numbers for keys": { gives: queued("textToImage", { _id: "70b1f0c2a5d94e3b8c6a1d0a", current_status: "initialized" }) },
  },
  getTextToImage: {
    completed: { gives: sunset, checked: done("textToImage", sunset, sunset.image_urls) },
    "no record yet": { rejects: noRecord("textToImage.get", "/api/v1/userText2Image/{_id}") },
  },
  deleteTextToImage: { "no data": { gives: undefined } },
  quickAddAvatarFromImage: { empty: { gives: {} }, "an id": { gives: { _id: "70b1f0c2a5d94e3b8c6a1d07" } } },
  getTalkingVideo: {
    completed: { gives: talk, checked: done("talkingVideos", talk, [talk.result_url]) },
    failed: {
      gives: talkFailed,
      checked: {
        v: 1, id: talkFailed._id, family: "talkingVideos", state: "failed", status: "failed", urls: [],
        failure: { message: "No face in the picture" }, record: talkFailed,
      },
    },
  },
  getWanVideo: {
    completed: { gives: wan, checked: done("wanVideos", wan, [wan.result_url]) },
    "no record yet": { rejects: noRecord("wanVideos.get", "/api/v1/userWan25/{_id}") },
  },
};
