// The worst requests that one signed-in user can send, in many shapes: a body of 1 MiB, which is the most that the proxy
// takes, or an address of 64 KiB, which is more than most servers take. Each is `{ path, method, body, query }`.

const MOST_BYTES = 1024 * 1024;
const MOST_ADDRESS = 64 * 1024;
const START = "/api/v1/userFaceSwapTask/add";
const BATCH = "/api/v1/userFaceSwapTask/batchDetail";
const LIST = "/api/v1/userFaceSwapTask/records";

const id = (number) => number.toString(16).padStart(24, "6");

/** Parts with a comma in between, as many as fit into so many bytes. `part` makes the next one. */
function fill(bytes, part, separator = ",") {
  const parts = [];
  for (let length = 0, place = 0; ; place += 1) {
    const next = part(place);
    length += Buffer.byteLength(next) + separator.length;
    if (length > bytes) return parts.join(separator);
    parts.push(next);
  }
}

/** A start with one more field; `value` makes its JSON, of so many bytes at most. */
function startWith(value, field = "x") {
  const head = `{"name":"n","face_url":"https://e.example/a.jpg","video_url":"https://e.example/v.mp4","${field}":`;
  return { method: "POST", path: START, body: `${head}${value(MOST_BYTES - head.length - 1)}}` };
}

/** A start whose field is `before`, as many parts as fit, and `after`. */
function start(part, { before = "[", after = "]", field, separator } = {}) {
  return startWith((room) => before + fill(room - before.length - after.length, part, separator) + after, field);
}

/** A value that is nested as deep as its bytes allow. */
function nested(open, close, inner = "") {
  return startWith((room) => {
    const depth = Math.floor((room - inner.length) / (open.length + close.length));
    return open.repeat(depth) + inner + close.repeat(depth);
  });
}

/** A value that is nested as deep as the limit, again and again. */
const towers = (depth) => start(() => "[".repeat(depth) + "]".repeat(depth));
const text = (part) => start(() => part, { before: '"', after: '"', separator: "" });

export const SHAPES = {
  "distinct ids in an unknown field": () => start((place) => `"${id(place)}"`),
  "one id, again and again": () => start(() => `"${id(1)}"`),
  "distinct ids in objects": () => start((place) => `{"_id":"${id(place)}"}`),
  "distinct ids as keys": () => start((place) => `"${id(place)}":1`, { before: "{", after: "}" }),
  "distinct ids in one text": () => start((place) => id(place), { before: '"', after: '"', separator: " " }),
  "200 ids and a text of short words": () => {
    const ids = Array.from({ length: 200 }, (_, place) => `"${id(place)}"`).join();
    return start(() => "a", { before: `[${ids},"`, after: '"]' });
  },
  "texts of 100 letters": () => start(() => `"${"a,".repeat(50)}"`),
  "keys of 200 letters": () => start((place) => `"${place}${"a,".repeat(100)}":1`, { before: "{", after: "}" }),
  "ids without a space between": () => start((place) => id(place), { before: '"', after: '"', separator: "" }),
  "distinct ids in a field of ids": () => start((place) => `"${id(place)}"`, { field: "ids" }),
  "a batch of distinct ids": () => {
    const body = `{"ids":[${fill(MOST_BYTES - 10, (place) => `"${id(place)}"`)}]}`;
    return { method: "POST", path: BATCH, body };
  },
  "ids in the query": () => {
    const query = fill(MOST_ADDRESS, (place) => `_id=${id(place)}`, "&");
    return { method: "GET", path: LIST, query: `pageNum=1&pageSize=10&${query}` };
  },
  "many ids in one parameter": () => {
    const query = fill(MOST_ADDRESS, (place) => id(place), ",");
    return { method: "GET", path: LIST, query: `pageNum=1&pageSize=10&ids=${query}` };
  },
  "many parameters": () => {
    const query = fill(MOST_ADDRESS, (place) => `p${place}=%41`, "&");
    return { method: "GET", path: LIST, query: `pageNum=1&pageSize=10&${query}` };
  },
  "arrays in arrays": () => nested("[", "]"),
  "objects in objects": () => nested('{"a":', "}", "1"),
  "arrays in objects in arrays": () => nested('[{"a":', "}]", "1"),
  "arrays that never close": () => ({ method: "POST", path: START, body: "[".repeat(MOST_BYTES) }),
  "arrays of 60 levels, side by side": () => towers(60),
  "empty arrays, side by side": () => start(() => "[]"),
  "empty objects, side by side": () => start(() => "{}"),
  "small numbers": () => start(() => "1"),
  "long numbers": () => start(() => "1".repeat(300)),
  "one number of a million digits": () => start(() => "1", { before: "", after: "", separator: "" }),
  "many keys": () => start((place) => `"k${place}":0`, { before: "{", after: "}" }),
  "one key, again and again": () => start(() => '"name":"n"', { before: "{", after: "}" }),
  "the token of webhooks, in escapes": () => start(() => '"webhook_\\u0074oken":""', { before: "{", after: "}" }),
  "short texts": () => start(() => '"a"'),
  "one long text": () => text("a"),
  "one text of escapes": () => text("\\u0061"),
  "one text of quotes": () => text('\\"'),
  "one text of lone surrogates": () => text("\\ud83d"),
  "one text of letters of four bytes": () => text("𐍈"),
  "one text of beginnings of keys": () => text("[a2e:"),
  "one text of whole keys": () => text("[a2e:order-0001] "),
  "a name of keys": () => {
    const name = fill(MOST_BYTES - 200, () => "[a2e:order-0001]", " ");
    return { method: "POST", path: START, body: `{"face_url":"https://e.example/a","video_url":"https://e.example/v","name":"${name}"}` };
  },
  // What the limits of values and ids let pass is worked through to its end.
  "as many texts as the limit of values lets pass": () => start(() => `"${"a,".repeat(55)}"`, { separator: "," }),
  "as many keys as the limit of values lets pass": () => start((place) => `"${place}${"a,".repeat(105)}":1`, { before: "{", after: "}" }),
  "as many ids as are allowed, and a long text": () => {
    const ids = Array.from({ length: 190 }, (_, place) => `"${id(place)}"`).join();
    return startWith((room) => `[${ids},"${"a,".repeat((room - ids.length - 5) / 2)}"]`);
  },
  "one text of words as long as ids": () => text(`${"g".repeat(24)},`),
  spaces: () => start(() => " ", { separator: "" }),
  "an address of a million letters": () => {
    const url = `https://e.example/${"a".repeat(MOST_BYTES - 200)}`;
    return { method: "POST", path: START, body: `{"name":"n","video_url":"https://e.example/v","face_url":"${url}"}` };
  },
  "a path of very many parts": () => ({ method: "GET", path: `/api/v1/userFaceSwapTask/${"a/".repeat(MOST_ADDRESS / 2)}` }),
};
