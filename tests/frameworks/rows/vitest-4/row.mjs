import { vitest } from "../../shared/vitest.mjs";

export default vitest("4");
