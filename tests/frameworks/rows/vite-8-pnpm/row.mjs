import { withPnpm } from "../../shared/vite.mjs";

export default withPnpm("8");
