// A Worker for tests: parts of the example's Worker in a Durable Object of their own, and what they come to as JSON.

import { DurableObject } from "cloudflare:workers";
import * as scenes from "./scenes.js";

export { Owners } from "./owners.js";

export class Lab extends DurableObject {
  play(name) {
    return scenes[name](this.ctx.storage, this.env);
  }
}

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1);
    return Response.json(await env.LAB.get(env.LAB.idFromName(name)).play(name));
  },
};
