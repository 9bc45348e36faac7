import { next } from "../../shared/next.mjs";

export default next("16", { react: "19", always: true });
