import { workerd } from "../../shared/vitest-workerd.mjs";

export default workerd("Vitest in workerd, pool-workers", "@cloudflare/vitest-pool-workers");
