// What becomes of samples.

export function quantile(samples, part) {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

export function median(samples) {
  return quantile(samples, 0.5);
}

/** The median of how many times as long one took as the other in the same round, so drift cancels out. */
export function ratio(samples, others) {
  return median(samples.map((sample, round) => sample / others[round]));
}
