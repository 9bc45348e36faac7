// The bytes of a module that is part of the script as texts, as `xtask/src/build/wasm/text.rs` and `xtask/src/build/wasm/streams.rs` write it.

/** The characters of the texts. The last two begin a pair. */
const SIGNS = " !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

// The numbers of streams. The operands of an instruction have those from eight times its opcode.
const REST = 0;
const LOCALS = 1;
const OPCODES = 2;

// Opcodes with a meaning here.
const IF = 4;
const END = 11;
const BR_TABLE = 14;
/** The next byte says which instruction it is: it is counted from 256. */
const PREFIX = 252;

export function unpack([length, start, functions, operands, singles, texts]) {
  const bytes = new Uint8Array(length);
  let end = 0;

  const table = [...new Set([...singles, ...Array(256).keys()])];
  const places = [];
  for (const sign of SIGNS) places[sign.charCodeAt()] = SIGNS.indexOf(sign);
  const streams = [];
  let opened = 0;
  /** The next byte of a stream, which is added to `bytes`. The texts of streams are in the order in which they are first read. */
  const byte = (key) => (streams[key] ??= stream(texts[opened++]))();
  const stream = (text) => {
    let read = 0;
    const next = () => places[text.charCodeAt(read++)];
    return () => {
      const place = next();
      const row = place - singles.length;
      return (bytes[end++] = table[row < 0 ? place : singles.length + row * SIGNS.length + next()]);
    };
  };
  /** A number in LEB128. What is returned is right for small ones only, and used of small ones only. */
  const number = (key) => {
    const first = byte(key);
    if (first > 127) while (byte(key) > 127);
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

  while (end < start) byte(REST);
  number(REST);
  while (functions--) {
    const body = end;
    for (let groups = number(LOCALS); groups--; number(LOCALS)) number(LOCALS);
    for (let depth = 1; depth; ) {
      let opcode = byte(OPCODES);
      if (opcode === PREFIX) opcode = 256 + byte(OPCODES);
      if (opcode > 1 && opcode <= IF) depth += 1;
      if (opcode === END) depth -= 1;
      const count = operands[opcode];
      for (let place = 0; place < count; place += 1) (count > 2 ? byte : number)(opcode * 8 + place);
      if (opcode === BR_TABLE) for (let targets = number(opcode * 8); targets-- >= 0; ) number(opcode * 8);
    }
    sized(body);
  }
  sized(start);
  while (end < length) byte(REST);
  return bytes;
}
