import { next } from "../../shared/next.mjs";

export default next("14", { react: "18" });
