// The bytes of a module that is part of the script as a text, as `xtask/src/wasm_text.rs` writes it.

/** Its characters. The last two begin a pair. */
const SIGNS = " !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

export function unpack([length, singles, text]) {
  const pairs = [...Array(256).keys()].filter((byte) => !singles.includes(byte));
  const bytes = new Uint8Array(length);
  const places = [];
  for (const sign of SIGNS) places[sign.charCodeAt()] = SIGNS.indexOf(sign);
  let read = 0;
  const next = () => places[text.charCodeAt(read++)];
  for (let at = 0; at < length; at += 1) {
    const place = next();
    const row = place - singles.length;
    bytes[at] = row < 0 ? singles[place] : pairs[row * SIGNS.length + next()];
  }
  return bytes;
}
