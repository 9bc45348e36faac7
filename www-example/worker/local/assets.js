// What `assets` of wrangler.jsonc are on Cloudflare, for workerd alone: files of the page, the package and the samples,
// each of which workerd gives from a folder.

/** Browsers refuse a module or a wasm of the wrong type. */
const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  jpg: "image/jpeg",
  webm: "video/webm",
};

export default {
  async fetch(request, { PAGE, PACKAGE, SAMPLES }) {
    const { pathname } = new URL(request.url);
    const [, folder, rest] = pathname.match(/^\/(pkg|samples)\/(.*)$/) ?? [];
    const from = { pkg: PACKAGE, samples: SAMPLES }[folder] ?? PAGE;
    const file = rest ?? (pathname === "/" ? "index.html" : pathname.slice(1));
    // The page lies beside its Worker, which is not for visitors.
    const type = TYPES[file.split(".").at(-1)];
    if (!type || /^worker\b|(^|\/)\./.test(file)) return new Response("There is no such file.\n", { status: 404 });
    const found = await from.fetch(`http://disk/${file}`);
    const headers = { "content-type": found.ok ? type : "text/plain", "cache-control": "no-store" };
    return new Response(found.body, { status: found.status, headers });
  },
};
