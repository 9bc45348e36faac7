// Calls of the address that webhooks go to: only what was signed for a start is one.

import { JSON_TYPE } from "./forms.mjs";

const hook = (name, target, token, more = {}) => ({
  name: `webhook: ${name}`, method: "POST", target, as: null, status: 200, body: "{}",
  headers: { "Content-Type": JSON_TYPE, "x-a2e-webhook-token": token },
  check: ({ body }) => body !== "null" && `it was taken for one: ${body}`,
  ...more,
});
/** It is one, which is a reason to look and nothing else. */
const wakes = (id) => ({ body }) => {
  const { family, nonce, id: told } = JSON.parse(body) ?? {};
  return !(family === "faceSwap" && nonce && told === id) && `it was not known: ${body}`;
};

/** `signed` is the address and the token of a start that was sent before. */
export const hooks = ({ signed: { path, token }, mine }) => [
  hook("the service's call", path, token, { body: JSON.stringify({ _id: mine }), check: wakes(mine) }),
  hook("the same again, which wakes again", path, token, { body: JSON.stringify({ data: { _id: mine } }), check: wakes(mine) }),
  hook("a body that is no JSON wakes as well", path, token, { body: "<html>", check: wakes(undefined) }),
  hook("a body that is too long wakes as well", path, token, { body: " ".repeat(100_000), check: wakes(undefined) }),
  hook("an id in a list is none", path, token, { body: JSON.stringify({ _id: [mine] }), check: wakes(undefined) }),
  hook("without a token", path, undefined),
  hook("with an empty token", path, ""),
  hook("with a token of zeros", path, "0".repeat(64)),
  hook("with the beginning of the token", path, token.slice(0, -2)),
  hook("with something behind the token", path, `${token}00`),
  hook("with a token in capitals", path, token.toUpperCase()),
  hook("with another letter in the token", path, token.replace(/.$/, (last) => (last === "0" ? "1" : "0"))),
  hook("with the token in the address", `${path}&token=${token}`, undefined),
  hook("for another family", path.replace("faceSwap", "dubbing"), token),
  hook("for no family", path.replace("family=faceSwap&", ""), token),
  hook("for another start", path.replace(/.$/, (last) => (last === "0" ? "1" : "0")), token),
  hook("for no start", path.replace(/&nonce=.*/, ""), token),
  hook("with two starts", path.replace("&nonce", "&nonce=other&nonce"), token),
  hook("with the parts moved", path.replace("faceSwap&nonce=", "faceSwap%0A&nonce="), token),
  hook("as a read", path, token, { method: "GET", body: "" }),
];
