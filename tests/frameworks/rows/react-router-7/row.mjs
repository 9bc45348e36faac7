import { server } from "../../shared/server.mjs";

export default {
  name: "React Router 7",
  group: "React Router",
  versions: ["react-router"],
  // By the version: they want each other's very same one, and not all of them have the newest.
  installs: {
    "react-router": "7.18.4",
    "@react-router/dev": "7.18.4",
    "@react-router/node": "7.18.4",
    "@react-router/serve": "7.18.4",
    isbot: "5",
    react: "19",
    "react-dom": "19",
    typescript: "5",
    vite: "7",
  },
  sections: ["A page", "A proxy", "A program on a server", "React Router"],
  run: server({
    dev: (port) => ["react-router", ["dev", "--host", "127.0.0.1", "--port", port]],
    build: ["react-router", ["build"]],
    built: () => ["react-router-serve", ["build/server/index.js"]],
  }),
};
