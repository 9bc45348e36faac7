// Two users of one proxy, each with a client: what one of them makes, the other one neither sees nor touches.

import { SWAP } from "./attacks/forms.mjs";

const POLL = { minIntervalMs: 5, maxIntervalMs: 20 };

/** Gives what is wrong, by what was done. */
export async function users({ createClient }, baseUrl) {
  const [ann, ben] = await Promise.all(["ann", "ben"].map((user) => createClient({ baseUrl, poll: POLL, headers: { "x-user": user } })));
  const hers = await ann.faceSwap.start(SWAP);
  const his = await ben.faceSwap.start(SWAP);
  const task = { ...SWAP, mode: "text-to-video", prompt: "a cat" };
  const herVideo = await ann.klingVideos.start(task);

  /** Tried by whom it does not belong to. */
  const denied = {
    get: () => ben.faceSwap.get(hers.id),
    batch: () => ben.faceSwap.batch([his.id, hers.id]),
    delete: () => ben.faceSwap.delete(hers.id),
    rename: () => ben.klingVideos.rename(herVideo.id, "his"),
    wait: () => ben.faceSwap.wait(hers.id),
    watch: () => first(ben.klingVideos.watch(herVideo.id)),
    "use in a start": () => ben.faceSwap.start({ ...SWAP, avatar_id: hers.id }),
  };
  const results = [];
  for (const [name, attempt] of Object.entries(denied)) {
    const error = await attempt().then((value) => `it gave ${JSON.stringify(value)}`, ({ kind }) => kind);
    results.push({ name: `users: ${name}`, ok: error === "not_found", error });
  }
  const [checked] = await ben.check([hers]);
  results.push({ name: "users: check", ok: checked.value === undefined, error: `it gave ${JSON.stringify(checked)}` });

  results.push(same("users: list", (await ben.faceSwap.list()).items.map(({ _id }) => _id), [his.id]));
  results.push(same("users: listAll", await ids(ben.faceSwap.listAll()), [his.id]));
  results.push(same("users: her list", await ids(ann.faceSwap.listAll()), [hers.id]));
  const done = await ann.faceSwap.wait(hers);
  results.push(same("users: her own task", [done.id, done.state], [hers.id, "succeeded"]));
  await ann.faceSwap.delete(hers.id);
  results.push(same("users: her list after a delete", await ids(ann.faceSwap.listAll()), []));
  [ann, ben].forEach((client) => client.close());
  return results;
}

async function first(views) {
  for await (const view of views) return view;
}

async function ids(list) {
  const found = [];
  for await (const { _id } of list) found.push(_id);
  return found;
}

function same(name, value, wanted) {
  const [given, right] = [value, wanted].map((each) => JSON.stringify(each));
  return { name, ok: given === right, error: `${given} instead of ${right}` };
}
