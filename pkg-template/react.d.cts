// The types of `require`: those of `import`.

import type * as module from "./react.js" with { "resolution-mode": "import" };

export type * from "./react.js" with { "resolution-mode": "import" };

export declare const useTask: typeof module.useTask;
export declare const useRun: typeof module.useRun;
