import { reactRouter } from "../../shared/react-router.mjs";

export default reactRouter("8", "8.4.0", { vite: "8" });
