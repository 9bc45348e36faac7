import { typescript } from "../../shared/typescript.mjs";

export default typescript("5");
