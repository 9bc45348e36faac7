// How numbers and times read.

const number = new Intl.NumberFormat("en");

export function coinsText(coins) {
  return `${number.format(coins)} ${coins === 1 ? "coin" : "coins"}`;
}

export function coinsSpentText({ before, after }) {
  return `${number.format(before)} → ${number.format(after)}`;
}

export function bytesText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** 75 000 -> "1:15" */
export function elapsedText(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function durationText(ms) {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** "portraits/Ada.final.jpg" -> "Ada.final" */
export function stem(fileName) {
  return fileName.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
}
