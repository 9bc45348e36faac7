// Whose records are whose: bob at what is alice's, and at what is nobody's.

import { API, RECORDS, SWAP, TASKS, post } from "./forms.mjs";

const KLING = `${API}/klingVideo`;
const read = (name, target, more = {}) => ({ name: `record: ${name}`, target, status: 404, ...more });
const sent = (name, target, value, more = {}) => post(`record: ${name}`, target, value, { status: 404, ...more });
const start = (name, more, rest = {}) => sent(name, `${TASKS}/add`, { ...SWAP, ...more }, rest);
/** It gets through, and must hold nothing of anybody else's. */
const mineOnly = (name, target, hers, more = {}) =>
  read(name, target, { status: 200, arrives: 1, check: ({ body }) => hers.some((id) => body.includes(id)) && "rows of others", ...more });

/** The body of the only request that arrived. */
const arrived = (test) => (_, [{ body }]) => !test(typeof body === "string" ? JSON.parse(body) : body) && `it arrived as ${JSON.stringify(body)}`;
const unhooked = arrived((body) => !Object.keys(body).some((name) => name.startsWith("webhook")));

export const records = ({ mine, hers, stray, herKling, herCaption, secondary, webhookUrl }) => [
  read("a read", `${TASKS}/${hers}`),
  read("a read of nobody's", `${TASKS}/${stray}`),
  read("a read of one that is not there", `${TASKS}/${"0".repeat(24)}`),
  read("a read in capitals", `${TASKS}/${hers.toUpperCase()}`),
  read("a read by a user whose name ends so", `${TASKS}/${hers}`, { as: "alice2" }),
  read("a read by a user whose name begins so", `${TASKS}/${hers}`, { as: "alic" }),
  read("a read by a user in capitals", `${TASKS}/${hers}`, { as: "Alice" }),
  read("a read by nobody", `${TASKS}/${hers}`, { as: null, status: 401 }),
  read("a read by a name of every object", `${TASKS}/${hers}`, { as: "__proto__" }),
  read("a delete", `${TASKS}/${hers}`, { method: "DELETE" }),
  read("a delete of nobody's", `${TASKS}/${stray}`, { method: "DELETE" }),
  sent("a delete with an own id in its body", `${TASKS}/${hers}`, { _id: mine }, { method: "DELETE", status: [400, 404] }),
  sent("a rename", `${KLING}/${herKling}`, { name: "mine now" }, { method: "PUT" }),
  sent("a rename beside an id in the body", `${KLING}/${herKling}`, { name: "x", _id: mine }, { method: "PUT", status: [400, 404] }),
  sent("a batch", `${TASKS}/batchDetail`, { ids: [hers] }),
  sent("a batch with an own id first", `${TASKS}/batchDetail`, { ids: [mine, hers] }),
  sent("a batch with an own id last", `${TASKS}/batchDetail`, { ids: [hers, mine] }),
  sent("a batch with one of nobody's", `${TASKS}/batchDetail`, { ids: [mine, stray] }),
  sent("a batch in capitals", `${TASKS}/batchDetail`, { ids: [hers.toUpperCase()] }),
  sent("a batch of no ids", `${TASKS}/batchDetail`, { ids: [{ $ne: "" }] }, { status: 400 }),
  sent("a batch of lists", `${TASKS}/batchDetail`, { ids: [[hers]] }, { status: 400 }),
  sent("a batch of an object", `${TASKS}/batchDetail`, { ids: { 0: hers, length: 1 } }, { status: 400 }),
  sent("a batch of an operator", `${TASKS}/batchDetail`, { ids: { $nin: [] } }, { status: 400 }),
  sent("a batch with a text of ids", `${TASKS}/batchDetail`, { ids: `${mine},${hers}` }, { status: 400 }),
  sent("a batch with the same name twice", `${TASKS}/batchDetail`, `{"ids":["${mine}"],"ids":["${hers}"]}`),
  sent("a batch with the same name twice, the own one last", `${TASKS}/batchDetail`, `{"ids":["${hers}"],"ids":["${mine}"]}`,
    { status: 200, arrives: 1, check: arrived(({ ids }) => ids.length === 1 && ids[0] === mine) }),
  sent("a batch beside the query", `${TASKS}/batchDetail?ids=${hers}`, { ids: [mine] }),
  sent("a batch beside brackets", `${TASKS}/batchDetail?ids[]=${hers}`, { ids: [mine] }, { status: [400, 404] }),
  sent("a batch by an inherited name", `${TASKS}/batchDetail`, `{"ids":["${mine}"],"__proto__":{"ids":["${hers}"]}}`),
  sent("a batch beside another id", `${TASKS}/batchDetail`, { ids: [mine], _id: hers }, { status: [400, 404] }),
  sent("a batch of far too many", `${TASKS}/batchDetail`, { ids: Array(200).fill(mine) }, { status: 413 }),
  read("an id in the query beside the path", `${TASKS}/${mine}?_id=${hers}`, { status: [400, 404] }),
  read("an id in brackets beside the path", `${TASKS}/${mine}?_id[]=${hers}`, { status: [400, 404] }),
  read("an id twice", `${API}/video/detail?video_id=${mine}&video_id=${hers}`, { status: 400 }),
  read("an id twice, encoded", `${API}/video/detail?video_id=${mine}&video%5fid=${hers}`, { status: 400 }),
  read("an id twice, with brackets", `${API}/video/detail?video_id=${mine}&video_id[]=${hers}`, { status: 400 }),
  read("an id in the query", `${API}/video/detail?video_id=${hers}`),
  read("an id of nobody's in the query", `${API}/video/detail?video_id=${stray}`),
  read("an id of nobody's in brackets", `${API}/video/detail?video_id[]=${stray}`, { status: 400 }),
  read("an operator in the query", `${API}/video/detail?video_id[$ne]=0`, { status: 400 }),
  read("an operator in the query, encoded", `${API}/video/detail?video_id%5B%24ne%5D=0`, { status: 400 }),
  read("no id at all", `${API}/video/detail`, { status: 400 }),
  read("an id that is a word", `${API}/video/detail?video_id=all`, { status: 400 }),
  read("an empty id", `${API}/video/detail?video_id=`, { status: 400 }),
  sent("an id in the body", `${API}/video/awsResult`, { _id: hers }),
  sent("an operator in the body", `${API}/video/awsResult`, { _id: { $ne: "" } }, { status: 400 }),
  sent("an operator without a name", `${API}/video/awsResult`, { $or: [{ _id: hers }], _id: mine }),
  sent("no id in the body", `${API}/video/awsResult`, {}, { status: 400 }),
  sent("an id of null", `${API}/video/awsResult`, { _id: null }, { status: 400 }),
  sent("a retry", `${API}/userCaptionRemoval/retry`, { _id: herCaption }),
  sent("a retry of nobody's", `${API}/userCaptionRemoval/retry`, { _id: stray }),
  sent("a retry without an id", `${API}/userCaptionRemoval/retry`, {}, { status: 400 }),
  sent("a retry by the query", `${API}/userCaptionRemoval/retry?_id=${herCaption}`, { _id: mine }),
  start("hers as a part of a start", { avatar: hers }),
  start("hers within a part", { parts: [{ deep: { voice: hers } }] }),
  start("hers as a name", { [hers]: 1 }),
  sent("hers in escapes", `${TASKS}/add`, `{"name":"x","a":"\\u00${hers.charCodeAt(0).toString(16)}${hers.slice(1)}"}`),
  start("hers in capitals", { avatar: hers.toUpperCase() }),
  start("hers as the task itself", { _id: hers }, { status: [400, 404] }),
  start("hers as the task by another name", { task_id: hers, id: hers }, { status: [400, 404] }),
  start("hers in the query of a start", {}, { target: `${TASKS}/add?avatar=${hers}` }),
  mineOnly("the list", RECORDS, [hers, stray]),
  mineOnly("the list of a stranger", RECORDS, [hers, mine, stray], { as: "carol" }),
  mineOnly("the list, one by one", `${TASKS}/records?pageNum=2&pageSize=1`, [hers, stray]),
  mineOnly("the list, far behind", `${TASKS}/records?pageNum=4294967295&pageSize=100`, [hers, stray]),
  mineOnly("the list, of no size", `${TASKS}/records?pageNum=0&pageSize=-1`, [hers, stray]),
  mineOnly("the list, of no number", `${TASKS}/records?pageNum=NaN&pageSize=1e9`, [hers, stray]),
  mineOnly("the list, filtered", `${RECORDS}&user_id=alice`, [hers, stray]),
  mineOnly("the list of another proxy", RECORDS.replace("a2e", "hooked"), [hers, stray]),
  read("the list by an operator", `${RECORDS}&status[$ne]=x`, { status: 400 }),
  read("the list with its page twice", `${RECORDS}&pageSize=100`, { status: 400 }),
  start("a webhook of the caller's", { webhook_url: `${secondary}/hook`, webhook_token: "x" }, { status: 200, arrives: 1, check: unhooked }),
  start("a webhook in the query", {}, { target: `${TASKS}/add?webhook_url=${secondary}&webhook_token=x`, status: 200, arrives: 1, check: plain }),
  start("a webhook in brackets", {}, { target: `${TASKS}/add?webhook_url[]=${secondary}`, status: 400 }),
  start("a webhook where the proxy has its own", { webhook_url: `${secondary}/hook`, webhook_token: "x" }, {
    target: "/api/hooked/api/v1/userFaceSwapTask/add", status: 200, arrives: 1,
    check: arrived((body) => body.webhook_url.startsWith(`${webhookUrl}?family=faceSwap&nonce=`) && /^[\da-f]{64}$/.test(body.webhook_token)),
  }),
];

const plain = (_, [{ query }]) => /webhook/.test(JSON.stringify(query ?? "")) && "the webhook arrived";
