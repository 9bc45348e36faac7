import { index, route } from "@react-router/dev/routes";

export default [index("routes/home.jsx"), route("on-server", "routes/on-server.js"), route("api/a2e/*", "routes/a2e.js")];
