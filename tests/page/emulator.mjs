// The emulator from behind: sets the scene for the account of the demo page,
// and tells what arrived.

const TOKEN = "sk_emulator_demo";
const FACE_SWAP = "addFaceSwapTask";

export const emulator = {
  /** A new account: no tasks, 1000 coins, an empty log. */
  reset: () => post("reset"),

  /** What looks at the next swap show, one after the other; the last one stays. */
  script: (...looks) => emulator.scriptFor(FACE_SWAP, ...looks),

  /** The same for the next task that this operation starts. */
  scriptFor: (operation, ...looks) => post("script", { operation, looks }),

  /** The next start of a swap meets this fault. */
  breakNextStart: (fault) => post("faults", { operation: FACE_SWAP, times: 1, fault }),

  /** All starts by this operation but the first few meet this fault. */
  breakStartsAfter: (skip, operation, fault) => post("faults", { operation, skip, times: 0, fault }),

  /** The service's time runs so much faster; 0 lets it stand. */
  speed: (speed) => post("clock", { speed }),

  /** Moves the service's time on. */
  advance: (ms) => post("clock", { advanceMs: ms }),

  async log() {
    const answer = await fetch(`${process.env.A2E_EMULATOR_URL}/__emulator/log?token=${TOKEN}`);
    return answer.json();
  },

  /** What the client sent: { method, path, status }, and more. Preflights are the browser's. */
  async requests() {
    const log = await this.log();
    return log.filter(({ operation }) => operation);
  },

  /** The requests that looked at tasks which somebody waits for: { method, path, body }. */
  async looks() {
    const requests = await this.requests();
    return requests.filter(({ method, path }) =>
      (method === "POST" ? path.endsWith("/batchDetail") : method === "GET" && /\/[0-9a-f]{24}$/.test(path)));
  },

  /** The bodies of the starts of swaps that arrived. */
  async starts() {
    const log = await this.log();
    return log.filter(({ operation }) => operation === FACE_SWAP).map(({ body }) => body);
  },

  /** Starts a swap as another program would; answers its id. */
  startElsewhere: (name) => start("userFaceSwapTask/add", {
    name, face_url: "https://example.com/face.jpg", video_url: "https://example.com/video.mp4",
  }),

  /** The same with a picture that begins to move. */
  startMovingElsewhere: (name) => start("userImage2Video/start", { name, image_url: "https://example.com/face.jpg" }),

  /** A result, as records have it. */
  result: (name) => `${process.env.A2E_EMULATOR_URL}/__cdn/results/${name}`,
};

async function start(path, params) {
  const answer = await fetch(`${process.env.A2E_EMULATOR_URL}/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  return (await answer.json()).data._id;
}

async function post(command, body = {}) {
  const answer = await fetch(`${process.env.A2E_EMULATOR_URL}/__emulator/${command}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: TOKEN, ...body }),
  });
  if (!answer.ok) throw new Error(`The emulator refuses ${command}: ${await answer.text()}`);
}
