// Deviations of each kind, each in an operation of its own, and what a report must say of them.

import { asking } from "./front.mjs";

const rows = (change) => ({ envelope }) => envelope.data.rows.forEach(change);

/** What is planted, and the differences: `kind | path | expected | seen | against`. */
const planted = (plant, ...differences) => ({ plant, differences });

const FIELDS = {
  getRemainingCoins: planted(
    ({ envelope }) => delete envelope.data.coins,
    "field missing | data.coins | present | nothing | openapi.yaml, types",
  ),
  listTalkingPhotos: planted(
    rows((row) => (row.name = 7)),
    "type | data.rows[].name | string | number | openapi.yaml, types",
  ),
  listActorSwaps: planted(
    rows((row) => (row.queue_position = 3)),
    "field unknown | data.rows[].queue_position | nothing | number | openapi.yaml",
  ),
  listThinkSounds: planted(
    rows((row) => (row["0123456789abcdef"] = 3)),
    "field unknown | data.rows[].(another name) | nothing | number | openapi.yaml",
  ),
  listWanVideos: planted(
    rows((row) => (row.createdAt = "yesterday")),
    "form | data.rows[].createdAt | date-time | another form | openapi.yaml",
  ),
  listVoiceClones: planted(
    ({ envelope }) => envelope.data.forEach((row) => (row.gender = "robot")),
    "value | data[].gender | a described value | another string | openapi.yaml",
  ),
  listAvatarVideos: planted(
    ({ envelope }) => envelope.data.data.forEach((row) => (row.process = 101)),
    "limit | data.data[].process | within the described limits | outside of them | openapi.yaml",
  ),
  listPublicVoices: planted(
    ({ envelope }) => (envelope.data = { first: envelope.data[0] }),
    "type | data | array | object | openapi.yaml, types",
  ),
};

const WORDS = {
  listUpscales: planted(
    rows((row) => (row.current_status = "polishing")),
    "status word | data.rows[].current_status | a known word | polishing | src/record/view.rs",
  ),
  listHeadSwaps: planted(
    rows((row) => (row.current_status = "at 7 of 9")),
    "status word | data.rows[].current_status | a known word | (another word) | src/record/view.rs",
  ),
  listImageEdits: planted(
    rows((row) => delete row.current_status),
    "status word | data.rows[].current_status | a known word | nothing | src/record/view.rs",
  ),
};

const PAGES = {
  listWan27Images: planted(
    asking((query) => {
      query.set("page", "1");
      query.set("page_size", "10");
    }),
    "paging |  | the second row alone | more rows than asked for | openapi.yaml",
  ),
  listGrokVideos: planted(
    asking((query) => query.set("pageSize", "2")),
    "paging |  | as many rows as asked for | fewer, though there are more | openapi.yaml",
    "paging |  | the second row alone | another row | openapi.yaml",
  ),
  listKlingVideos: planted(
    asking((query) => query.set("pageNum", "1")),
    "paging |  | the second row alone | the first row again | openapi.yaml",
  ),
  listSeedanceVideos: planted(
    (answer, { query }) => query.pageNum === "2" && (answer.envelope.data.rows = []),
    "paging |  | the second row alone | no row | openapi.yaml",
  ),
  listSoraVideos: planted(
    ({ envelope }) => delete envelope.data.count,
    "paging | data.count | a total | nothing | openapi.yaml",
  ),
  listVeoVideos: planted(
    ({ envelope }) => (envelope.data.count = 1),
    "paging | data.count | as many as there are rows | fewer | openapi.yaml",
  ),
};

const ENVELOPES = {
  listMotionTransfers: planted(
    ({ envelope }) => delete envelope.code,
    "envelope |  | code or success | neither | openapi.yaml",
  ),
  listStreamingAvatars: planted(
    (answer) => {
      answer.envelope.result = answer.envelope.data;
      delete answer.envelope.data;
    },
    "field missing | data | present | nothing | openapi.yaml",
    "field unknown | result | nothing | array | openapi.yaml",
    "type |  | array | nothing | types",
  ),
  listVirtualTryOns: planted(
    (answer) => (answer.envelope = answer.envelope.data.rows),
    "envelope |  | object | array | openapi.yaml",
  ),
  listDubbingTasks: planted(
    (answer) => (answer.text = "<html>It works</html>"),
    "envelope |  | object | no JSON | openapi.yaml",
  ),
  listCustomAvatarTags: planted(
    (answer) => (answer.text = ""),
    "envelope |  | object | an empty body | openapi.yaml",
  ),
  listLanguages: planted(
    ({ envelope }) => (envelope.code = 200),
    "envelope | code | 0 | code 200 | openapi.yaml",
  ),
  listBackgrounds: planted(
    ({ envelope }) => (envelope.request_time = 7),
    "field unknown | request_time | nothing | number | openapi.yaml",
  ),
  getGrokVideo: planted(
    ({ headers }) => (headers["content-type"] = "text/html"),
    "media type |  | application/json | another | openapi.yaml",
  ),
};

const REFUSALS = {
  getActorSwap: planted(
    (answer) => Object.assign(answer, { status: 418, envelope: { code: 418, msg: "Refused", trace_id: "t" } }),
    "status |  | 200 | 418, code 418 | openapi.yaml",
  ),
  getTalkingPhoto: planted(
    (answer) => (answer.status = 418),
    "status |  | 200 | 418, code 0 | openapi.yaml",
  ),
  getHeadSwap: planted(
    (answer) => (answer.envelope = { code: 1001, msg: "Refused", trace_id: "t" }),
    "refused | code | 0 | code 1001 | openapi.yaml",
  ),
  getUpscale: planted(
    (answer) => Object.assign(answer, { status: 500, envelope: { error: 7, hint: "no" } }),
    "field unknown | hint | nothing | string | openapi.yaml",
    "status |  | 200 | 500 | openapi.yaml",
    "type | error | string or object | number | openapi.yaml",
  ),
  getImageEdit: planted(
    (answer) => (answer.hangsUp = true),
    "no answer |  | an answer | rejects with network | types",
  ),
};

const RECORDS = {
  getThinkSound: planted(
    // `get` refuses the record of another id.
    ({ envelope }) => (envelope.data._id = "0".repeat(24)),
    "method |  | resolves | rejects with decode | types",
  ),
  batchGetThinkSounds: planted(
    ({ envelope }) => envelope.data.pop(),
    "records | data | 2 asked for | 1 records, 1 of them asked for | openapi.yaml",
  ),
  // The description lets the rows be missing, and the method needs them.
  listHailuoVideos: planted(
    ({ envelope }) => delete envelope.data.rows,
    "method |  | resolves | rejects with decode | types",
  ),
};

export const PLANTED = { ...FIELDS, ...WORDS, ...PAGES, ...ENVELOPES, ...REFUSALS, ...RECORDS };
