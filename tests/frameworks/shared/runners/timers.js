// A wait under the fake timers of a test runner, with a fetch of the test's own: nothing else of the network.

const ID = "0123456789abcdef01234567";
const SWAP = { name: "Timers", face_url: "https://a.example/f.jpg", video_url: "https://a.example/v.mp4" };

/** `tick(ms)` lets the fake time pass. Gives "ok", or what the wait came to. */
export async function timers({ createClient }, tick) {
  const states = ["initialized", "processing", "completed"];
  // No `Response`: some environments of tests have none.
  const fetch = async () => {
    const data = { _id: ID, current_status: states.length > 1 ? states.shift() : states[0], result_url: "https://a.example/r.mp4" };
    const headers = new Map([["content-type", "application/json"]]);
    return { ok: true, status: 200, headers, text: async () => JSON.stringify({ code: 0, data }) };
  };
  const a2e = await createClient({ baseUrl: "https://page.example/api/a2e", fetch });
  const task = await a2e.faceSwap.start(SWAP);
  const wait = a2e.faceSwap.wait(task).then(({ state }) => state, (error) => error.message);
  await tick(60_000);
  const state = await wait;
  return state === "succeeded" ? "ok" : `the wait under fake timers gave ${state}`;
}
