// The service that is read from, in a process of its own: what it takes to answer is nobody's CPU.

import { createServer } from "node:http";

import { answerTo } from "./answers.mjs";

// A connection stays open from one block of calls to the next, so nobody pays for a new one in between.
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  const text = answerTo(request.url);
  // All of it is ASCII.
  response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": text.length });
  response.end(text);
});
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
process.once("disconnect", () => process.exit());
