// The types of `require`: those of `import`, which TypeScript would otherwise take for an ES module's.

import type * as module from "./index.js" with { "resolution-mode": "import" };

export type * from "./index.js" with { "resolution-mode": "import" };

export declare const createClient: typeof module.createClient;
export declare const A2E: typeof module.A2E;
export type A2E = module.A2E;
export declare const A2EError: typeof module.A2EError;
export type A2EError = module.A2EError;
