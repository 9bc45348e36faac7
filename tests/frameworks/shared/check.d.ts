/** "ok" or what went wrong, for each check; and how many starts were sent. */
export interface Report {
  [check: string]: string | number;
}

export declare const CHECKS: readonly string[];
export declare function check(entry: object, options: object): Promise<Report>;
