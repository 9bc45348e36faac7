// Starts that fail on their way, in the real hosts: those that provably never left are `network`, all others
// `unknown_outcome`. The errors of these hosts are what `src/transport/fetch_error.rs` knows.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import { bun, deno } from "./shells.mjs";

/**
 * A key and a certificate that nobody trusts, good for 100 years, made by
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost
 * -addext "subjectAltName=DNS:localhost,IP:127.0.0.1"`.
 */
const PEM = readFileSync(join(import.meta.dirname, "untrusted.pem"));

/** Starts a task at each address and prints the errors, then starts one that succeeds. */
const PROGRAM = `import { createClient } from "a2e-wasm";
const { token, baseUrl, addresses } = JSON.parse(process.env.A2E_SCENE);
const swap = { name: "Ada", face_url: "https://a.example/ada.jpg", video_url: "https://a.example/talk.mp4" };
const start = async (baseUrl) => (await createClient({ token, baseUrl })).faceSwap.start(swap);
const errors = [];
for (const address of addresses) {
  const error = await start(address).then(() => ({ kind: "none" }), (error) => error);
  errors.push({ kind: error.kind, outcomeUnknown: error.outcomeUnknown, message: error.message });
}
await start(baseUrl);
const version = globalThis.Bun?.version ?? globalThis.Deno?.version.deno ?? process.versions.node;
console.log(JSON.stringify({ version, errors }));
`;

/** What a host says of each address: a text of the message for those that never left. */
const CASES = {
  refused: /ECONNREFUSED|Connection refused/,
  unknownHost: /ENOTFOUND|EAI_AGAIN|dns error/,
  untrusted: /SELF_SIGNED_CERT|invalid peer certificate/,
  plainPort: /WRONG_VERSION_NUMBER|EPROTO|client error \(Connect\)/,
  proxied: /407|HTTP Tunneling|UND_ERR_ABORTED|ERR_PROXY_TUNNEL|proxy authentication required|ENOTFOUND|EAI_AGAIN/,
  closed: undefined,
  reset: undefined,
  broken: undefined,
};

/** The servers that make the failures, and the addresses to reach them by. */
class Trouble {
  #servers = [];
  tunnels = 0;
  posts = 0;

  async open() {
    const fail = (how) => createServer((request, answer) => {
      this.posts += 1;
      request.resume().once("end", () => how(request.socket, answer));
    });
    const gone = createServer();
    const refused = await this.#listen(gone);
    await new Promise((closed) => gone.close(closed));
    const proxy = createServer();
    proxy.on("connect", (_, socket) => {
      this.tunnels += 1;
      socket.on("error", () => {});
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n");
    });
    this.proxy = `http://127.0.0.1:${await this.#listen(proxy)}`;
    const broken = (socket, answer) => {
      answer.writeHead(200, { "content-length": 100 });
      answer.write("{", () => socket.destroy());
    };
    const secure = createTlsServer({ key: PEM, cert: PEM });
    const plain = await this.#listen(createServer());
    return {
      refused: `http://127.0.0.1:${refused}`,
      unknownHost: "https://nobody.invalid",
      untrusted: `https://127.0.0.1:${await this.#listen(secure)}`,
      plainPort: `https://127.0.0.1:${plain}`,
      proxied: "https://service.invalid",
      closed: `http://127.0.0.1:${await this.#listen(fail((socket) => socket.destroy()))}`,
      reset: `http://127.0.0.1:${await this.#listen(fail((socket) => socket.resetAndDestroy()))}`,
      broken: `http://127.0.0.1:${await this.#listen(fail(broken))}`,
    };
  }

  async #listen(server) {
    this.#servers.push(server);
    await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
    return server.address().port;
  }

  close() {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

const HOSTS = [
  // It knows no variable for proxies; the host behind it is unknown to it.
  { name: "Node 20", by: (kit) => kit.node(20), tunnels: false },
  { name: "Node 22", by: (kit) => kit.node(22) },
  { name: "Node 26", by: (kit) => kit.node(26) },
  { name: "Deno", by: deno, args: ["run", "--no-prompt", "--no-remote", "--allow-net", "--allow-env=A2E_SCENE"] },
  { name: "Bun", by: bun, args: ["run"] },
];

export const runtimes = HOSTS.map(({ name, by, args = [], tunnels = true }) => ({
  name: `${name}, starts that fail`,
  async run(kit) {
    const program = by(kit);
    const project = await kit.project({ "app.mjs": PROGRAM });
    const trouble = new Trouble();
    try {
      const addresses = await trouble.open();
      const scene = { ...(await kit.account(`${name}_unsent`)), addresses: Object.values(addresses) };
      const env = {
        A2E_SCENE: JSON.stringify(scene),
        HTTPS_PROXY: trouble.proxy,
        NO_PROXY: "127.0.0.1,nobody.invalid",
        NODE_USE_ENV_PROXY: "1",
      };
      const printed = await project.run(program, [...args, "app.mjs"], { env });
      const { version, errors } = JSON.parse(printed.trim().split("\n").at(-1));
      const wrong = Object.entries(CASES).flatMap(([what, words], place) => problems(what, words, errors[place]));
      if (tunnels !== trouble.tunnels > 0) wrong.push(`the proxy was asked for ${trouble.tunnels} tunnels`);
      if (trouble.posts !== 3) wrong.push(`${trouble.posts} starts were read instead of 3`);
      return { version, results: [{ check: "unsent", ok: wrong.length === 0, error: wrong.join("; "), starts: 1 }] };
    } finally {
      trouble.close();
    }
  },
}));

function problems(what, words, { kind, outcomeUnknown, message }) {
  const unsent = words !== undefined;
  const isRight = kind === (unsent ? "network" : "unknown_outcome") && outcomeUnknown === !unsent;
  const says = unsent ? words.test(message) : message.includes("may have been accepted and charged");
  return isRight && says ? [] : [`${what}: ${kind}, outcomeUnknown ${outcomeUnknown}: ${message}`];
}
