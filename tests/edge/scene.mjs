// One server under attack: what it is asked, what it answers, what arrives at the service behind it.

import { ROWS } from "../operations/names.mjs";
import { BY_SERVER, SWAP } from "./attacks/forms.mjs";
import { ask, bytesOf } from "./raw.mjs";

/** Headers that the service may get: the proxy's, and those that a `fetch` adds by itself. */
const PROXYS = ["accept", "authorization", "content-type", "x-lang"];
const FETCHS = [
  "host", "connection", "content-length", "user-agent", "accept-encoding", "accept-language", "sec-fetch-mode", "cache-control", "pragma",
];

export class Scene {
  /** Requests with the token, and without one that is known, that have arrived. */
  #counts = [0, 0];
  /** All that callers were told. */
  said = [];

  constructor({ server, account, upstream, secondary, settings }) {
    Object.assign(this, { server, account, upstream, secondary, settings, host: `127.0.0.1:${server.port}` });
  }

  /** Makes the records that the attacks are about. */
  async prepare() {
    const { settings, host, account, secondary } = this;
    const kling = { mode: "text-to-video", prompt: "a cat" };
    const caption = { name: "fail", source_url: "https://example.com/video.mp4" };
    const start = (as, path, params, place = "a2e") => this.#start(as, `/api/${place}/api/v1/${path}`, params);
    const [mine, hers] = [await start("bob", "userFaceSwapTask/add", SWAP), await start("alice", "userFaceSwapTask/add", SWAP)];
    const herKling = await start("alice", "klingVideo/start", kling);
    const herCaption = await start("alice", "userCaptionRemoval/start", caption);
    // Nobody's: it was made without the proxy.
    const init = { method: "POST", headers: { authorization: `Bearer ${account.token}`, "content-type": "application/json" } };
    const made = await fetch(`${account.baseUrl}/api/v1/userFaceSwapTask/add`, { ...init, body: JSON.stringify(SWAP) });
    const stray = (await made.json()).data._id;
    await start("alice", "userFaceSwapTask/add", SWAP, "hooked");
    const { webhook_url: address, webhook_token: token } = (await account.log()).at(-1).body;
    const { pathname, search } = new URL(address);
    const { herAvatar, herRoom } = await this.#live();
    await this.#arrivals();
    const { origins, webhookUrl } = settings;
    this.facts = {
      herAvatar, herRoom, mine, hers, herKling, herCaption, stray, host, webhookUrl, origin: origins[0], token: account.token,
      secondary: secondary.url, signed: { path: pathname + search, token },
    };
  }

  /** What the service makes later, and what has no id: an avatar of alice's training, which the proxy has not seen, and her room. */
  async #live() {
    const { token, baseUrl } = this.account;
    const twin = await this.#start("alice", "/api/a2e/api/v1/userVideoTwin/startTraining", { name: "Alice", image_url: SWAP.face_url, gender: "female" });
    await fetch(`${baseUrl}/__emulator/clock`, { method: "POST", body: JSON.stringify({ token, advanceMs: 7_200_000 }) });
    const list = async (path) => (await fetch(`${baseUrl}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
    const { data: avatars } = await list("anchor/character_list");
    const { data: [speaker] } = await list("streaming-avatar/all_avatars");
    const room = await this.#post("alice", "/api/a2e/api/v1/streaming-avatar/agora-token", { avatar_id: speaker._id, expire_seconds: 3600 });
    return { herAvatar: avatars.find(({ user_video_twin_id }) => user_video_twin_id === twin)._id, herRoom: room.channel };
  }

  async #start(user, target, params) {
    return (await this.#post(user, target, params))._id;
  }

  async #post(user, target, params) {
    const headers = { "x-user": user, "Content-Type": "application/json" };
    const { body } = await this.send({ method: "POST", target, headers, body: JSON.stringify(params) });
    return JSON.parse(body).data;
  }

  /** Sends a request as it stands. */
  async send(request) {
    const answer = await ask(this.server.port, request.bytes ?? bytesOf({ host: this.host, ...request }));
    this.said.push(answer.text);
    return answer;
  }

  /** What arrived at the service since the last time this was asked. */
  async #arrivals() {
    const logs = [await this.account.log(), await this.#strangers()];
    const fresh = logs.flatMap((log, place) => log.slice(this.#counts[place]));
    this.#counts = logs.map(({ length }) => length);
    return fresh;
  }

  /** What came without a token that the emulator knows. */
  async #strangers() {
    const answer = await fetch(`${this.account.baseUrl}/__emulator/log?token=`);
    return answer.json();
  }

  /** Carries out an attack; gives what is wrong with its end, if anything. */
  async attack({ as = "bob", status, arrives = 0, server, at, play, fault, check, ...request }) {
    const { upstream, facts } = this;
    const before = upstream.seen.length;
    if (play) upstream.play = play;
    if (fault) await this.account.fault(idOf(fault[0]), fault[1]);
    const given = Array.isArray(request.headers) ? request.headers : Object.entries(request.headers ?? {});
    const named = given.some(([name]) => name.toLowerCase() === "x-user");
    const headers = [["User-Agent", "caller"], ...(as === null || named ? [] : [["x-user", as]]), ...given];
    const target = request.target?.replace("{mine}", facts.mine).replace("{hers}", facts.hers);
    const answer = await this.send({ ...request, headers, target });
    const [real, odd] = [await this.#arrivals(), upstream.seen.slice(before)];
    const [came, others] = at === "odd" ? [odd, real] : [real, odd];
    const wanted = [status, server ? BY_SERVER : []].flat();
    if (!wanted.includes(answer.status)) return `the status is ${answer.status}, not ${wanted}: ${answer.text.slice(0, 300)}`;
    if (![arrives].flat().includes(came.length)) return `${came.length} requests arrived, not ${arrives}: ${paths(came)}`;
    if (others.length > 0) return `the other service got requests: ${paths(others)}`;
    return came.map((entry) => this.#stranger(entry)).find(Boolean) ?? (check?.(answer, came) || undefined);
  }

  /** What a request that arrived has that it must not have. */
  #stranger({ headers, operation }) {
    if (operation === null) return "it is no operation of the service";
    const names = Object.keys(headers);
    const strange = names.filter((name) => ![...PROXYS, ...FETCHS].includes(name));
    if (strange.length > 0) return `headers that do not belong there arrived: ${strange}`;
    if (!names.includes("authorization") || headers.accept !== "application/json") return `it arrived with ${JSON.stringify(headers)}`;
    const evil = Object.values(headers).find((value) => /evil|caller/.test(value));
    return evil && `a header of the caller arrived: ${evil}`;
  }
}

/** The id of an operation in the emulator. */
const idOf = (wanted) => [...ROWS].find(([, { name }]) => name === wanted)[0];
const paths = (entries) => entries.map(({ method, path }) => `${method} ${path}`).join(", ");

