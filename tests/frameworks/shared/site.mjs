// A web server in front of a row: it serves the files of a folder, forwards what is left, and changes the host on the way, as
// reverse proxies do.

import { readFileSync, statSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { once } from "node:events";
import { extname, join } from "node:path";
import { TYPES } from "../../runtimes/host.mjs";

/**
 * Opens it; gives its URL. What is below `forward` goes to `target`, a URL. Other paths are files of `folder`, or its
 * index.html, as a host of single-page apps does it.
 */
export async function site(place, { folder, forward = "/api/a2e", target }) {
  const server = createServer((request, response) => {
    if (!folder || request.url.startsWith(forward)) pass(request, response, target);
    else file(join(place.app, folder), request.url, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  place.closes(server);
  return `http://127.0.0.1:${server.address().port}`;
}

function pass(request, response, target) {
  const { host } = new URL(target);
  const headers = { ...request.headers, host, "x-forwarded-host": request.headers.host, "x-forwarded-proto": "http" };
  const onward = ask(new URL(request.url, target), { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.once("error", (error) => response.destroy(error));
  request.pipe(onward);
}

function file(folder, url, response) {
  const path = join(folder, decodeURIComponent(new URL(url, "http://site").pathname));
  const found = statSync(path, { throwIfNoEntry: false })?.isFile() ? path : join(folder, "index.html");
  const type = TYPES[extname(found)] ?? "application/octet-stream";
  // As a CDN: pages of other origins may import it.
  response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" });
  response.end(readFileSync(found));
}
