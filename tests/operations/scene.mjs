// What must exist before an operation can succeed: the record that it is about, and what some of its
// fields name. Made without the library, with the operations that the description has for it.

import { operation } from "./description.mjs";
import { requests, strangeId } from "./values.mjs";
import { Form } from "./form.mjs";

/** After three hours of its clock, every task of the emulator has ended. */
const LONG = 10_800_000;

/** The record that an operation is about, where it is not a task of its own family. */
const RECORDS = {
  deleteApiToken: "generateApiToken",
  continueAvatarTrainingLegacy: "createCustomAvatar",
  deleteCustomAvatarRecord: "addCustomAvatarRecord",
  updateCustomAvatarRecord: "addCustomAvatarRecord",
  deleteCustomBackground: "addCustomBackground",
  deleteFaceSwapImage: "addFaceSwapImage",
};

/** Fields that name something which must exist, or must fit something else. */
const FIELDS = {
  generateTts: async (account) => ({ user_voice_id: idOf(await made(account, "trainVoiceClone")) }),
  setQaContext: room,
  getQaContext: room,
  speakStreamingAvatar: room,
  leaveStreamingRoom: room,
  askStreamingAvatar: async (account) => {
    const { channel } = await room(account);
    await account.send(operation("setQaContext"), { params: { channel, text: "What it knows" } });
    return { channel };
  },
  quoteGeneration: async () => ({
    endpoint: operation("startUpscale").path,
    requestBody: requests(new Form(operation("startUpscale")))[0],
  }),
};

async function room(account) {
  const { channel } = await account.send(operation("getStreamingToken"));
  return { channel };
}

/** What the record must have been started with. */
const STARTED_WITH = {
  // Only what has failed can be tried again, and the emulator fails what is called so.
  retryVideoTwin: { name: "fail" },
  retryCaptionRemoval: { name: "fail" },
  // The larger file is made of wide videos only.
  getVeoVideo1080p: { aspectRatio: "16:9" },
};

/** Makes a record with another operation, and waits by the account's clock until it is done. */
async function made(account, id, values = {}) {
  const [params] = requests(new Form(operation(id)), values);
  const data = await account.send(operation(id), { params });
  await account.advance(LONG);
  return data;
}

const idOf = (data) => [data].flat()[0]._id;

/** Sets the scene for an operation, and gives the id and the requests with which it succeeds. */
export async function prepare(account, form) {
  const { id } = form.operation;
  let record;
  if (id === "deleteTtsPreview") {
    // A piece of speech answers its address only; its id is in the list.
    const scene = await FIELDS.generateTts(account);
    const [params] = requests(new Form(operation("generateTts")), scene);
    await account.send(operation("generateTts"), { params });
    record = idOf(await account.send(operation("listTtsPreviews"), { params: {} }));
  } else if (RECORDS[id]) {
    record = idOf(await made(account, RECORDS[id]));
  } else if (form.starter && form.verb !== "start") {
    record = idOf(await made(account, form.starter, STARTED_WITH[id]));
  }
  const values = { ...(await FIELDS[id]?.(account)) };
  if (form.fields.has("_id")) values._id = record;
  if (form.verb === "batch") values.ids = [record, strangeId("nobody's")];
  // By now it is what lists with a filter are asked for.
  if (form.verb === "list" && form.fields.has("status")) values.status = "completed";
  return { id: record, requests: pages(form).flatMap((page) => requests(form, { ...values, ...page })) };
}

/** A list is asked for two pages: what arrives for the first could be what arrives for nothing. */
function pages(form) {
  return form.verb === "list" && form.fields.has("page") ? [{ page: 1 }, { page: 2 }] : [{}];
}
