import { plain } from "../../shared/vite.mjs";

export default plain("6");
