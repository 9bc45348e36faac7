// Who waits. Each makes, for an account, a function that waits for one task and gives the address of its result. All get
// the id alone, use the pause that they have by default, and are the only one in their process.

import { entry } from "../measure/packages.mjs";
import { SWAPS } from "./scene.mjs";

/** The pause of the loop by hand: what people write. */
const LOOP_PAUSE = 2_000;

export const CONTESTANTS = {
  "a2e-wasm": {
    package: "a2e-wasm",
    pause: "2 s, growing by 1.4 to 10 s, ±20 %",
    async make({ base, token }) {
      const { createClient } = await import(entry());
      const a2e = await createClient({ token, baseUrl: base });
      return async (id) => (await a2e.faceSwap.wait(id)).urls[0];
    },
  },

  "loop by hand": {
    pause: `${LOOP_PAUSE / 1000} s`,
    async make({ base, token }) {
      const headers = { authorization: `Bearer ${token}` };
      return async (id) => {
        while (true) {
          const { data } = await (await fetch(`${base}${SWAPS}/${id}`, { headers })).json();
          if (data.current_status === "completed") return data.result_url;
          if (data.current_status === "failed") throw new Error(data.faild_message);
          await new Promise((resolve) => setTimeout(resolve, LOOP_PAUSE));
        }
      };
    },
  },

  replicate: {
    package: "replicate",
    pause: "0.5 s",
    async make({ base, token }) {
      const { default: Replicate } = await import("replicate");
      const word = { completed: "succeeded", failed: "failed" };
      const shape = ({ _id, current_status, result_url }) => ({
        id: _id,
        status: word[current_status] ?? "processing",
        output: result_url,
      });
      const replicate = new Replicate({ auth: token, fetch: translated(base, shape) });
      return async (id) => (await replicate.wait({ id })).output;
    },
  },

  fal: {
    package: "@fal-ai/client",
    pause: "0.5 s",
    async make({ base, token }) {
      const { createFalClient } = await import("@fal-ai/client");
      const shape = ({ _id, current_status, result_url }) => ({
        request_id: _id,
        status: current_status === "completed" ? "COMPLETED" : "IN_PROGRESS",
        // Its status has the address of the result, so that nothing more is to be asked.
        response_url: result_url,
      });
      const fal = createFalClient({
        fetch: translated(base, shape),
        // Its own header says `Key` where the emulator wants `Bearer`.
        requestMiddleware: async (request) => ({ ...request, headers: { Authorization: `Bearer ${token}` } }),
      });
      return async (requestId) => (await fal.queue.subscribeToStatus("a2e/face-swap", { requestId })).response_url;
    },
  },

  runway: {
    package: "@runwayml/sdk",
    pause: "6 s ±1.5 s (not settable), first look twice",
    async make({ base, token }) {
      const { default: RunwayML } = await import("@runwayml/sdk");
      const word = { completed: "SUCCEEDED", failed: "FAILED" };
      const shape = ({ _id, current_status, result_url, createdAt }) => ({
        id: _id,
        status: word[current_status] ?? "RUNNING",
        createdAt,
        output: [result_url],
      });
      const runway = new RunwayML({ apiKey: token, fetch: translated(base, shape) });
      return async (id) => (await runway.tasks.retrieve(id).waitForTaskOutput()).output[0];
    },
  },
};

/**
 * The `fetch` of a client for another service: each request for a status goes, as it is, to the emulator's detail
 * route, and the record gets the shape that the client knows. Neither costs a request or a second parsing.
 */
function translated(base, shape) {
  return async (url, init) => {
    const [id] = /[0-9a-f]{24}/.exec(url);
    const response = await fetch(`${base}${SWAPS}/${id}`, init);
    const json = response.json.bind(response);
    response.json = async () => shape((await json()).data);
    return response;
  };
}
