// How many bytes files have on their way.

import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

/** The bytes of files, as they are and compressed; each for itself, because each is sent so. */
export function sizes(files) {
  const sum = (size) => files.reduce((total, file) => total + size(file), 0);
  return {
    raw: sum((file) => file.length),
    gzip: sum((file) => gzipSync(file, { level: 9 }).length),
    brotli: sum((file) => brotliCompressSync(file, BROTLI).length),
  };
}
