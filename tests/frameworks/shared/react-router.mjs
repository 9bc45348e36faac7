// The rows of React Router as a framework: a page and a route of the server, in development and built.

import { server } from "./server.mjs";

/** `version` is exact: its packages want each other's very same version, and not all of them have the newest. */
export const reactRouter = (line, version, more) => ({
  name: `React Router ${line}`,
  group: "React Router",
  takes: "`optimizeDeps.include` in Vite's options, for the first visit in development",
  node: "24",
  installs: {
    "react-router": version,
    "@react-router/dev": version,
    "@react-router/node": version,
    "@react-router/serve": version,
    isbot: "5",
    react: "19",
    "react-dom": "19",
    typescript: "5",
    ...more,
  },
  files: "react-router",
  sections: ["A page", "A proxy", "A program on a server", "React Router"],
  run: server({
    dev: (port) => ["react-router", ["dev", "--host", "127.0.0.1", "--port", port]],
    build: ["react-router", ["build"]],
    built: () => ["react-router-serve", ["build/server/index.js"]],
  }),
});
