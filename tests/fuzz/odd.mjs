// Values that no caller and no service should give, for the programs. Each function makes a new one.

/** An object that holds itself. */
export function cyclic() {
  const value = { a: 1 };
  value.self = value;
  return value;
}

/** A proxy that was switched off: whatever is done with it throws. */
export function revoked(target = {}) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** A proxy of which every operation throws. */
export function hostile(target = {}) {
  const refuse = () => {
    throw new RangeError("a trap");
  };
  const names = Object.getOwnPropertyNames(Reflect);
  return new Proxy(target, Object.fromEntries(names.map((name) => [name, refuse])));
}

/** An object in an object, and so on. */
export function deep(levels) {
  let value = {};
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}

/** The same as a text of JSON. */
export const deepText = (levels) => '{"a":'.repeat(levels) + "0" + "}".repeat(levels);

/** An instance of a class with a getter, a method and a private field. */
export class Instance {
  #hidden = 1;
  name = "an instance";
  get video_url() {
    return `https://media.example/${this.#hidden}.mp4`;
  }
  method() {}
}

/** A promise that rejects and whose rejection is of no interest to the program itself. */
export const rejected = (reason) => Promise.reject(reason);

/** A function that throws. */
export const throws = (reason) => () => {
  throw reason;
};

/** The JSON of what a function makes, if it has any. */
export function jsonOf(make) {
  try {
    return JSON.stringify(make()) ?? "";
  } catch {
    return "{}";
  }
}

/** A Request; the plainest one, where the host refuses it. */
export function request(url, init) {
  try {
    return new Request(url, init());
  } catch {
    return new Request("https://app.example/api/a2e/");
  }
}

/** What the caller of a proxy gets to see. */
export async function relayed({ proxy }, request) {
  const response = await proxy(request);
  return { status: response.status, headers: [...response.headers], text: await response.text() };
}
