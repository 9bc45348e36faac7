// The emulator from behind: sets the scene for the account of the demo page,
// and tells what arrived.

const TOKEN = "sk_emulator_demo";
const FACE_SWAP = "addFaceSwapTask";

export const emulator = {
  /** A new account: no tasks, 1000 coins, an empty log. */
  reset: () => post("reset"),

  /** What looks at the next task show, one after the other; the last one stays. */
  script: (...looks) => post("script", { operation: FACE_SWAP, looks }),

  /** The next start meets this fault. */
  breakNextStart: (fault) => post("faults", { operation: FACE_SWAP, times: 1, fault }),

  /** The service's time runs so much faster. */
  speed: (speed) => post("clock", { speed }),

  async log() {
    const answer = await fetch(`${process.env.A2E_EMULATOR_URL}/__emulator/log?token=${TOKEN}`);
    return answer.json();
  },

  /** What the client sent: { method, path, status }, and more. Preflights are the browser's. */
  async requests() {
    const log = await this.log();
    return log.filter(({ operation }) => operation);
  },

  /** The bodies of the starts that arrived. */
  async starts() {
    const log = await this.log();
    return log.filter(({ operation }) => operation === FACE_SWAP).map(({ body }) => body);
  },

  /** Starts a task as another program would; answers its id. */
  async startElsewhere(name) {
    const answer = await fetch(`${process.env.A2E_EMULATOR_URL}/api/v1/userFaceSwapTask/add`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ name, face_url: "https://example.com/face.jpg", video_url: "https://example.com/video.mp4" }),
    });
    return (await answer.json()).data._id;
  },
};

async function post(command, body = {}) {
  const answer = await fetch(`${process.env.A2E_EMULATOR_URL}/__emulator/${command}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: TOKEN, ...body }),
  });
  if (!answer.ok) throw new Error(`The emulator refuses ${command}: ${await answer.text()}`);
}
