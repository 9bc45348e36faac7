// The types of `require`: those of `import`.

import type * as module from "./server-node.js" with { "resolution-mode": "import" };

export type * from "./server-node.js" with { "resolution-mode": "import" };

/** Makes a listener for `http.createServer`, for `app.use` of Express, and their like. */
export declare const toNodeListener: typeof module.toNodeListener;
