// The bytes of a module that is part of the script as texts, as `xtask/src/build/wasm/text.rs` and `streams.rs` beside it write it.
// It runs once in each page, before a browser has made it fast: so there are typed arrays, few calls, and no object for a stream.

/** The characters of the texts. The last two begin a pair. */
const SIGNS = " !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

// The numbers of streams. The operands of an instruction have those from eight times its opcode.
const REST = 0;
const LOCALS = 1;
const OPCODES = 2;
const STREAMS = 4096;

// Opcodes with a meaning here.
const IF = 4;
const END = 11;
const BR_TABLE = 14;
/** The next byte says which instruction it is: it is counted from 256. */
const PREFIX = 252;

export function unpack([length, start, functions, operands, singles, texts]) {
  const count = singles.length;
  const table = new Uint8Array(new Set([...singles, ...Array(256).keys()]));
  const places = new Uint8Array(127);
  for (let place = 0; place < SIGNS.length; place += 1) places[SIGNS.charCodeAt(place)] = place;

  // All streams, one behind the other, and where each of them is read next.
  const streams = new Uint8Array(length);
  const reads = [];
  let end = 0;
  texts.forEach((text) => {
    reads.push(end);
    for (let read = 0; read < text.length; read += 1) {
      const place = places[text.charCodeAt(read)];
      const row = place - count;
      streams[end++] = table[row < 0 ? place : count + row * SIGNS.length + places[text.charCodeAt(++read)]];
    }
  });

  const bytes = new Uint8Array(length);
  // By the numbers of streams their places among the texts, from 1: they are in the order in which they are first read.
  const opened = new Uint16Array(STREAMS);
  let latest = 0;
  const stream = (key) => (opened[key] ||= ++latest) - 1;
  /** Copies a number in LEB128. What is returned is right for small ones only, and used of small ones only. */
  const number = (key) => {
    const place = stream(key);
    let read = reads[place];
    const first = streams[read++];
    bytes[end++] = first;
    if (first > 127) while ((bytes[end++] = streams[read++]) > 127);
    reads[place] = read;
    return first;
  };
  /** Writes the count of the bytes from `from` before them. */
  const sized = (from) => {
    let size = end - from;
    const digits = [];
    for (; size > 127; size >>= 7) digits.push((size & 127) | 128);
    digits.push(size);
    bytes.copyWithin(from + digits.length, from, end);
    bytes.set(digits, from);
    end += digits.length;
  };
  const body = () => {
    for (let groups = number(LOCALS); groups--; number(LOCALS)) number(LOCALS);
    const place = stream(OPCODES);
    let read = reads[place];
    for (let depth = 1; depth; ) {
      let opcode = (bytes[end++] = streams[read++]);
      if (opcode === PREFIX) opcode = 256 + (bytes[end++] = streams[read++]);
      if (opcode > 1 && opcode <= IF) depth += 1;
      if (opcode === END) depth -= 1;
      const most = operands[opcode];
      if (most > 2) for (let at = 0; at < most; at += 1) bytes[end++] = streams[reads[stream(opcode * 8 + at)]++];
      else for (let at = 0; at < most; at += 1) number(opcode * 8 + at);
      if (opcode === BR_TABLE) for (let targets = number(opcode * 8); targets-- >= 0; ) number(opcode * 8);
    }
    reads[place] = read;
  };

  end = reads[stream(REST)] = start;
  bytes.set(streams.subarray(0, start));
  number(REST);
  while (functions--) {
    const from = end;
    body();
    sized(from);
  }
  sized(start);
  bytes.set(streams.subarray(reads[0], reads[0] + length - end), end);
  return bytes;
}
