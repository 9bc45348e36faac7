// The types of `require`: those of `import`.

import type * as module from "./server.js" with { "resolution-mode": "import" };

export type * from "./server.js" with { "resolution-mode": "import" };

/** Makes a proxy. Throws an `A2EError` of kind `config` where an option cannot work. */
export declare const createProxy: typeof module.createProxy;

/** Remembers in memory whose records are whose. */
export declare const memoryOwners: typeof module.memoryOwners;

/** Counts in memory. */
export declare const memoryCounters: typeof module.memoryCounters;

/** Counts a start that is sent past the proxy. */
export declare const spend: typeof module.spend;

/** Remembers it in a namespace of Workers KV. */
export declare const kvOwners: typeof module.kvOwners;

/** Whether a request is the service's call for a start of a proxy. */
export declare const verifyWebhook: typeof module.verifyWebhook;

/** What a start of your own server's takes for the service to tell of its end. */
export declare const signWebhook: typeof module.signWebhook;

/** The one error of this package. */
export declare const A2EError: typeof module.A2EError;
