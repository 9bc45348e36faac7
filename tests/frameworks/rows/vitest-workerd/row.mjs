import { workerd } from "../../shared/vitest-workerd.mjs";

export default workerd("Vitest in workerd", "@cloudflare/vitest-plugin");
