import { workspace } from "../../shared/vite.mjs";

export default workspace("5");
