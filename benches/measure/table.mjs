// Tables as plain text: names to the left, figures to the right.

import { median, quantile, ratio } from "./statistics.mjs";

/** Rows of texts under their columns; the first column holds names, unless another does. */
export function table(columns, rows, names = 0) {
  const widths = columns.map((column, place) => Math.max(column.length, ...rows.map((row) => row[place].length)));
  const pad = (cell, place) => (place === names ? cell.padEnd(widths[place]) : cell.padStart(widths[place]));
  return [columns, ...rows].map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** A whole number, with its thousands apart. */
export function number(value) {
  return value.toLocaleString("en");
}

const MICROSECONDS = { µs: 1, ms: 1000 };

/** Samples of each contestant in microseconds, the fastest first, and how many times those of one of them they are. */
export function spread(title, unit, samples, base) {
  const figure = (microseconds) => `${(microseconds / MICROSECONDS[unit]).toFixed(1)} ${unit}`;
  const order = [...samples.keys()].sort((a, b) => median(samples.get(a)) - median(samples.get(b)));
  const rows = order.map((name) => {
    const own = samples.get(name);
    const [low, middle, quarter, threeQuarters] = [0, 0.5, 0.25, 0.75].map((part) => figure(quantile(own, part)));
    return [name, middle, low, `${quarter} to ${threeQuarters}`, ratio(own, samples.get(base)).toFixed(2)];
  });
  return table([title, "median", "least", "middle half", `× ${base}`], rows);
}
