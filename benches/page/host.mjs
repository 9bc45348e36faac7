// Sends the files of the pages as a static host does, compressed before, and stands in for the API.

import { createServer } from "node:http";
import { extname } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { answerTo } from "../measure/answers.mjs";

const TYPES = { "": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Gives the address of a page by its name, while `use` runs. */
export async function withHost(pages, use) {
  const files = new Map();
  const names = [...pages.keys()];
  for (const [name, own] of pages) {
    for (const [path, content] of Object.entries(own)) {
      const body = brotliCompressSync(content);
      files.set(`/pages/${names.indexOf(name)}/${path}`, { body, type: TYPES[extname(path)] });
    }
  }
  const server = createServer(({ url }, response) => {
    const file = files.get(url);
    const body = file?.body ?? Buffer.from(answerTo(url));
    const encoding = file && { "content-encoding": "br" };
    response.writeHead(200, { "content-type": file?.type ?? "application/json", "content-length": body.length, ...encoding });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use((name) => `http://127.0.0.1:${server.address().port}/pages/${names.indexOf(name)}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
