// How attacks are written: each is data, with the name by which it is reported.
//
//   name            what is tried
//   as              the user in the header that `authorize` reads; "bob" unless told otherwise, null for nobody
//   method, target, headers, body, version, bytes    the request, or its very bytes
//   status          what the proxy answers, one or several
//   server          the server may refuse it by itself, before the proxy sees it
//   arrives         how many requests reach the service all the same; none unless told otherwise
//   check           what else must hold: a function of the answer and of what arrived; gives what is wrong

export const API = "/api/a2e/api/v1";
export const TASKS = `${API}/userFaceSwapTask`;
export const RECORDS = `${TASKS}/records?pageNum=1&pageSize=20`;
export const COINS = `${API}/user/remainingCoins`;
export const JSON_TYPE = "application/json";

export const SWAP = {
  name: "Attack",
  face_url: "https://example.com/face.jpg",
  video_url: "https://example.com/video.mp4",
};

/** How the four servers refuse what is no request of HTTP; 0 is hanging up, 404 and 403 the proxy's own. */
export const BY_SERVER = [0, 400, 403, 404, 405, 411, 413, 414, 417, 431, 501, 505];

/** An attack with a body in JSON, or what is to be taken for that. */
export const post = (name, target, value, { headers = [], ...more } = {}) => ({
  name,
  method: "POST",
  target,
  body: typeof value === "string" || Buffer.isBuffer(value) ? value : JSON.stringify(value),
  ...more,
  headers: typed(Array.isArray(headers) ? headers : Object.entries(headers)),
});

const typed = (headers) => {
  const isTyped = headers.some(([name]) => name.toLowerCase() === "content-type");
  return isTyped ? headers : [["Content-Type", JSON_TYPE], ...headers];
};

/** A start, which costs coins if it gets through. */
export const start = (name, more = {}) => post(name, `${TASKS}/add`, SWAP, more);
