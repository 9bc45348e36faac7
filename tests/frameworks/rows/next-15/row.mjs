import { next } from "../../shared/next.mjs";

export default next("15", { react: "19" });
