// The types of `require`: those of `import`, which TypeScript would otherwise take for an ES module's.

import type * as module from "./index.js" with { "resolution-mode": "import" };

export type * from "./index.js" with { "resolution-mode": "import" };

/** Loads the module, once, and makes a client. Rejects with an `A2EError` of kind `config`. */
export declare const createClient: typeof module.createClient;
export declare const A2E: typeof module.A2E;
/** A client of the A2E API. `createClient` loads the module and makes one. */
export type A2E = module.A2E;
export declare const A2EError: typeof module.A2EError;
/** The one error of this package. It never holds the token, a header or a request body. */
export type A2EError = module.A2EError;
