import { typescript } from "../../shared/typescript.mjs";

export default typescript("7", ["node16, a module", "node16, CommonJS", "nodenext", "bundler"]);
