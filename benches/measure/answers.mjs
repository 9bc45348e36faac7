// What a service answers in the benches: the bytes are the same for everybody.

export const TOKEN = "sk_emulator_bench";
export const ID = "65f0c0ffee0000000000a2e0";
export const ROWS = 1000;

/** A face swap as the emulator shows it, which has ended. */
function record(place) {
  const _id = ID.slice(0, -4) + place.toString(16).padStart(4, "0");
  const second = (offset) => new Date(1_770_000_000_000 + place * 60_000 + offset).toISOString();
  return {
    _id,
    user_id: "65f0c0ffee00000000005555",
    duration: 12,
    name: `Swap ${place}`,
    face_url: `https://example.com/faces/${place}.jpg`,
    video_url: `https://example.com/videos/${place}.mp4`,
    current_status: "completed",
    result_url: `https://example.com/results/${_id}.webm`,
    coins: 10,
    createdAt: second(0),
    updatedAt: second(5000),
    initialized_time: second(0),
    error_code: "0",
    faild_message: null,
    processing_time: second(1000),
    completed_time: second(5000),
  };
}

function answer(data) {
  return JSON.stringify({ code: 0, data, trace_id: "34647bef-1acc-4da2-bcb0-a23df39e095a" });
}

/** The text with one record. */
export const ONE = answer(record(0xa2e0));

/** The answer to a start, whose task waits for its turn. */
export const STARTED = answer({ ...record(0xa2e0), current_status: "initialized", result_url: null, processing_time: null, completed_time: null });

/** The text with a page of `ROWS` records. */
export const MANY = answer({ count: ROWS, rows: Array.from({ length: ROWS }, (_, place) => record(place)) });

/** The answer to a request: a record for its id, else the list. */
export function answerTo(path) {
  return path.includes(ID) ? ONE : MANY;
}
