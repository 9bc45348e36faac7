/** Whether this person asked for less movement: then nothing plays by itself. */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
