// What `assets` of wrangler.jsonc are on Cloudflare, for workerd alone: files of the page, the package and the samples,
// which workerd reads from three folders.

import { PACKAGE, PAGE, SAMPLES } from "./files.js";

/** Browsers refuse a module or a wasm of the wrong type. */
const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  jpg: "image/jpeg",
  webm: "video/webm",
};

/** By path: the folder of a file and its name there. Other paths, and other spellings of these, are no files. */
const FILES = new Map([
  ["/", ["PAGE", "index.html"]],
  ...PAGE.map((name) => [`/${name}`, ["PAGE", name]]),
  ...PACKAGE.map((name) => [`/pkg/${name}`, ["PACKAGE", name]]),
  ...SAMPLES.map((name) => [`/samples/${name}`, ["SAMPLES", name]]),
]);

export default {
  async fetch(request, env) {
    const [folder, name] = FILES.get(new URL(request.url).pathname) ?? [];
    if (!name) return new Response("There is no such file.\n", { status: 404 });
    const found = await env[folder].fetch(`http://disk/${name}`);
    const headers = { "content-type": found.ok ? TYPES[name.split(".").at(-1)] : "text/plain", "cache-control": "no-store" };
    return new Response(found.body, { status: found.status, headers });
  },
};
