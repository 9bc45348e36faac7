import { reactRouter } from "../../shared/react-router.mjs";

export default reactRouter("7", "7.18.4", { vite: "7" });
