// The types of `require`: those of `import`.

import type * as module from "./react.js" with { "resolution-mode": "import" };

export type * from "./react.js" with { "resolution-mode": "import" };

/** Follows a task until it ends or the component is gone. */
export declare const useTask: typeof module.useTask;
/** Starts tasks of a family, and shows how the last one goes. Nothing starts but by `run`. */
export declare const useRun: typeof module.useRun;
