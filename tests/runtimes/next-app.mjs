// The files of an app for Next.js.

const IMPORTS = `import { A2E, A2EError, createClient } from "a2e-wasm";`;
const ON_SERVER = `conform({ A2E, A2EError, createClient }, {
  token: process.env.A2E_TOKEN,
  baseUrl: process.env.A2E_BASE_URL,
})`;

const LAYOUT = `
export default function Layout({ children }) {
  return <html><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;
}
`;

const HANDLER = (runtime) => `
${IMPORTS}
import { conform } from "../../../conformance.mjs";

export const runtime = "${runtime}";
export const dynamic = "force-dynamic";

export async function GET() {
  return Response.json(await ${ON_SERVER});
}
`;

const COMPONENT = `
${IMPORTS}
import { conform } from "../../conformance.mjs";

export const dynamic = "force-dynamic";

export default async function Page() {
  const results = await ${ON_SERVER};
  // A text that no markup changes.
  return <p>{"results " + Buffer.from(JSON.stringify(results)).toString("base64")}</p>;
}
`;

const CLIENT = (proxy) => `"use client";

${IMPORTS}
import { useEffect } from "react";
import { conform } from "../../conformance.mjs";

export default function Page() {
  useEffect(() => {
    conform({ A2E, A2EError, createClient }, { baseUrl: "${proxy}" }).then(report, complain);
  }, []);
  return <p>{"not yet: " + typeof createClient}</p>;
}
`;

const HOOKS = `"use client";

import { createClient } from "a2e-wasm";
import { useRun, useTask } from "a2e-wasm/react";
import { useEffect, useState } from "react";

const SWAP = {
  name: "Next",
  face_url: "https://example.com/face.jpg",
  video_url: "https://example.com/video.mp4",
};

export default function Page() {
  const [a2e, setClient] = useState();
  const { run, view, error, loading } = useRun(a2e?.faceSwap);
  const followed = useTask(a2e, view && { family: "faceSwap", id: view.id });

  useEffect(() => {
    const poll = { minIntervalMs: 5, maxIntervalMs: 20 };
    createClient({ baseUrl: "/api/a2e", poll }).then(setClient, complain);
  }, []);

  useEffect(() => {
    if (a2e) run(SWAP);
  }, [a2e]);

  useEffect(() => {
    if (error ?? followed.error) complain(error ?? followed.error);
    else if (view && !loading && followed.view && !followed.loading) {
      const end = ({ state, urls }) => state === "succeeded" && urls.length === 1;
      report([
        { check: "start", ok: /^[0-9a-f]{24}$/.test(view.id), error: view.id, starts: 1 },
        { check: "wait", ok: end(view), error: view.state },
        { check: "watch", ok: end(followed.view) && followed.view.id === view.id, error: followed.view.state },
      ]);
    }
  });

  return <p>{"not yet: " + String(loading) + " " + String(followed.loading)}</p>;
}
`;

/** The proxy by which a page gets its token. */
const PROXY = (runtime, path) => `
import { createProxy, memoryOwners } from "a2e-wasm/server";

export const runtime = "${runtime}";

let proxy;

function answer(request) {
  proxy ??= createProxy({
    token: process.env.A2E_TOKEN,
    baseUrl: process.env.A2E_BASE_URL,
    path: "${path}",
    allow: ["reads", "faceSwap", "account.coins", "storage.upload"],
    // All visitors of this app are the same person.
    authorize: () => "visitor",
    owners: memoryOwners(),
  });
  // On the edge, Next puts what stands for [...path] into the query.
  const url = new URL(request.url);
  url.searchParams.delete("path");
  return proxy(new Request(url, request));
}

export { answer as DELETE, answer as GET, answer as POST };
`;

export const FILES = {
  "app/layout.jsx": LAYOUT,
  "app/page.jsx": `export default function Page() {\n  return <p>ready</p>;\n}\n`,
  "app/api/node/route.js": HANDLER("nodejs"),
  "app/api/edge/route.js": HANDLER("edge"),
  "app/api/a2e/[...path]/route.js": PROXY("nodejs", "/api/a2e"),
  "app/edge/a2e/[...path]/route.js": PROXY("edge", "/edge/a2e"),
  "app/component/page.jsx": COMPONENT,
  "app/client/page.jsx": CLIENT("/api/a2e"),
  "app/behind-edge/page.jsx": CLIENT("/edge/a2e"),
  "app/hooks/page.jsx": HOOKS,
};
