// Whether two types are the same, `any` and optional members included.

export type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if the type argument is `true`. */
export function yes<_Claim extends true>(): void {}
